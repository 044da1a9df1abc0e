// Options for the container image.
import {engineNames} from '../../image/engine/engine.ts';
import {parseReference} from '../../image/reference.ts';
import {didYouMean} from '../../system/nearest.ts';
import type {OptionSpec} from '../option.ts';
import {invalid, problemWith} from '../validate.ts';
import {ofSpec} from './command-sets.ts';

export const imageOptions = {
	image: {
		kind: 'text',
		argument: 'REF',
		help: 'image repository, such as ghcr.io/acme/churn',
		commands: [...ofSpec, 'doctor'],
		group: 'Container image',
		common: true,
		setting: {},
		validate: problemWith(parseReference),
		question: {
			message: 'Where should the image be pushed?',
			help: 'A repository that the cluster can pull from, such as ghcr.io/acme/churn. The tag is made from the content.',
		},
		edit: 'ask',
		required: {commands: ['deploy'], when: 'where the image is pushed', unless: ['load']},
	},
	load: {
		kind: 'switch',
		help: 'load the image into the cluster on this machine instead of pushing it',
		default: 'where the cluster is kind, minikube, k3d or the like, and no image is named',
		commands: ['deploy'],
		group: 'Container image',
		setting: {
			help: '`true`: the image is loaded into the cluster on this machine',
			read: value => (value === true ? true : undefined),
			write: () => ({path: ['load'], value: true}),
		},
		question: {message: 'Where should the image go?'},
		edit: 'switch off',
	},
	build: {
		kind: 'switch',
		on: true,
		help: 'use the image that --image names as it is',
		commands: ['deploy'],
		group: 'Container image',
		edit: 'switch off',
	},
	push: {
		kind: 'switch',
		on: true,
		help: 'keep the image in the local engine (for clusters that load images)',
		commands: ['deploy'],
		group: 'Container image',
		edit: 'switch off',
	},
	smoke: {
		kind: 'switch',
		on: true,
		help: 'push the image without trying it in a container',
		commands: ['deploy'],
		group: 'Container image',
		edit: 'switch off',
	},
	builder: {
		kind: 'choice',
		argument: 'ENGINE',
		choices: engineNames,
		help: 'container engine',
		default: 'the first that works',
		commands: ['deploy', 'doctor', 'rehearse', 'teardown'],
		group: 'Container image',
		setting: {},
		question: {message: 'Which container engine?'},
		edit: 'ask',
	},
	platform: {
		kind: 'text',
		argument: 'OS/ARCH',
		help: 'platform of the cluster nodes',
		default: 'that of the nodes, else linux/amd64',
		commands: ['deploy', 'doctor'],
		group: 'Container image',
		setting: {},
		validate: value =>
			/^linux\/(amd64|arm64(\/v8)?|arm\/v[67]|386|ppc64le|s390x|riscv64|mips64le)$/.test(value)
				? undefined
				: `${invalid(value, 'platform: use linux/amd64, linux/arm64 or another one that the nodes have')}${didYouMean(value, ['linux/amd64', 'linux/arm64'])}`,
		question: {message: 'Which platform do the nodes of the cluster have?'},
		edit: 'ask',
	},
	dockerfile: {
		kind: 'text',
		argument: 'PATH',
		help: 'Dockerfile to build, relative to the project',
		default: "the project's own, else a generated one",
		commands: ['deploy', 'check', 'compile', 'rehearse'],
		group: 'Container image',
		setting: {},
	},
	tag: {
		kind: 'text',
		argument: 'TAG',
		help: 'push under this tag as well as the content tag',
		commands: ['deploy'],
		group: 'Container image',
		validate: value =>
			/^\w[\w.-]{0,127}$/.test(value)
				? undefined
				: invalid(value, 'image tag: use at most 128 letters, digits, "_", "." and "-"'),
		question: {message: 'Which additional tag?'},
		edit: 'ask',
	},
	allowFile: {
		kind: 'list',
		argument: 'PATH',
		help: 'let this file into the image although it looks like credentials',
		commands: ['deploy', 'check', 'compile'],
		group: 'Container image',
	},
} as const satisfies Readonly<Record<string, OptionSpec>>;
