// What is known of the base image of a stage from its name alone: whether it is a public one, its Python, PATH and user.

export type BaseImage = {
	/** As written, with variables expanded; `undefined` where it cannot be known. */
	readonly reference: string | undefined;
	readonly line: number;
	/** A public image, or a copy of one, that does not have the project. `false`: it cannot be known what is in it. */
	readonly isPublic: boolean;
	/** It may have Python packages besides those of Python itself. */
	readonly mayHavePackages: boolean;
	/** Minor version, such as `3.9`; `3` for the newest one; `undefined` where it has none, or it cannot be known. */
	readonly python: string | undefined;
	/** The Python that the distribution has as a package. */
	readonly packagedPython: string | undefined;
	/** The folders of PATH; `undefined` where it cannot be known. */
	readonly path: readonly string[] | undefined;
	readonly user: string | undefined;
	/** Where pip and conda install without another word. */
	readonly prefix: string;
};

const usual = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin'];

/** Public images without a project in them: official ones, and well-known ones for data work. What `scratch` gets comes from an archive. */
const official =
	/^(?:python|pypy|debian|ubuntu|alpine|buildpack-deps|busybox|fedora|rockylinux|almalinux|amazonlinux|centos|oraclelinux|node|openjdk|eclipse-temurin|amazoncorretto|spark)$/;
const wellKnown =
	/^(?:ghcr\.io\/astral-sh\/uv|astral\/uv|continuumio\/(?:mini|ana)conda3|condaforge\/(?:mambaforge|miniforge3)|mambaorg\/micromamba|ghcr\.io\/prefix-dev\/pixi|ghcr\.io\/mamba-org\/micromamba|(?:nvcr\.io\/)?nvidia\/cuda|apache\/spark|apache\/spark-py|bitnami\/(?:python|spark|minideb)|(?:quay\.io\/)?jupyter\/[\w-]+|registry\.access\.redhat\.com\/ubi\d+(?:\/[\w-]+)?|gcr\.io\/distroless\/[\w-]+|mcr\.microsoft\.com\/devcontainers\/[\w-]+|tensorflow\/tensorflow|pytorch\/pytorch|cimg\/python)$/;
const conda = /(?:mini|ana)conda3|mambaforge|miniforge3/;
/** Copies of Docker Hub. */
const mirror =
	/^(?:(?:index\.|registry-1\.|registry\.hub\.)?docker\.(?:io|com)\/|mirror\.gcr\.io\/|public\.ecr\.aws\/docker\/)/;

export function baseImage(reference: string | undefined, line: number): BaseImage {
	const named = (reference ?? '').replace(/@.*$/, '');
	const [, written = named, tag = ''] = /^(.*?)(?::([^/:]+))?$/.exec(named) ?? [];
	const name = written.replace(mirror, '').replace(/^(?:\S+\/)?library\//, '');
	const isOfficial = official.test(name);
	const isMicromamba = name.endsWith('/micromamba');
	const isConda = conda.test(name);
	const isPlain = (isOfficial && name !== 'spark') || name.endsWith('astral-sh/uv') || name === 'astral/uv';
	return {
		reference,
		line,
		isPublic: isOfficial || wellKnown.test(name) || isCopyOfPython(name, tag),
		mayHavePackages: !isPlain && !isConda && !isMicromamba,
		python: pythonOf(name, tag),
		packagedPython: packagedPython(name, tag),
		path: isPlain || isMicromamba ? usual : isConda ? ['/opt/conda/bin', ...usual] : undefined,
		user: isPlain || isConda ? 'root' : isMicromamba ? 'mambauser' : undefined,
		prefix: isConda || isMicromamba ? '/opt/conda' : '/usr/local',
	};
}

/** True for a tag that another image gets without notice. */
export function isMoving(reference: string): boolean {
	if (reference === 'scratch' || reference.includes('@')) return false;
	return /(?::latest|^[^:]*(?::\d+\/[^:]*)?)$/.test(reference);
}

/** Companies keep copies of Python's image under its name. */
const isCopyOfPython = (name: string, tag: string): boolean => name.endsWith('/python') && /^3\.\d/.test(tag);

function pythonOf(name: string, tag: string): string | undefined {
	const [, major, minor] = /python-?(\d)\.?(\d{1,2})(?!\d)/.exec(`${name}:${tag}`) ?? [];
	if (major !== undefined && !name.includes('distroless')) return `${major}.${minor}`;
	if (!/(?:^|\/)python$/.test(name)) return undefined;
	return (
		/^\d+\.\d+/.exec(tag)?.[0] ?? (/^(?:3|latest|slim|alpine|bookworm|trixie)?(?:-|$)/.test(tag) ? '3' : undefined)
	);
}

const packaged: readonly (readonly [RegExp, string])[] = [
	[/^debian:(?:11|bullseye)|distroless.*debian11/, '3.9'],
	[/^debian:(?:12|bookworm)|distroless.*debian12/, '3.11'],
	[/^debian:(?:13|trixie)|distroless.*debian13/, '3.13'],
	[/^(?:ubuntu:(?:20\.04|focal)|.*-ubuntu20\.04)/, '3.8'],
	[/^(?:ubuntu:(?:22\.04|jammy)|.*-ubuntu22\.04)/, '3.10'],
	[/^(?:ubuntu:(?:24\.04|noble)|.*-ubuntu24\.04)/, '3.12'],
];

const packagedPython = (name: string, tag: string): string | undefined =>
	packaged.find(([pattern]) => pattern.test(`${name}:${tag}`))?.[1];
