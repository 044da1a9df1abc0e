// Texts of a pull that failed, shared by the causes about images.
import {matchIn, textsOf, type Trouble} from './cause.ts';

export type FailedPull = {
	/** As the pod names it. */
	readonly image: string;
	/** Its registry: `docker.io` where the name has none. */
	readonly registry: string;
	/** What the container runtime says. */
	readonly text: string;
};

/** The pull that failed, where one did. */
export function failedPull(trouble: Trouble): FailedPull | undefined {
	const texts = textsOf(trouble).filter(text =>
		/ErrImagePull|ImagePullBackOff|Failed to pull image|failed to pull and unpack image/.test(text),
	);
	// The back-off alone does not say why.
	const text = texts.find(one => /failed to|not found|denied|unauthorized|no match/i.test(one)) ?? texts[0];
	if (text === undefined) return undefined;
	const image = matchIn([text, ...texts], /image "([^"]+)"/)?.[1] ?? 'the image';
	return {image, registry: registryOf(image), text};
}

function registryOf(image: string): string {
	const [first = '', ...rest] = image.split('/');
	return rest.length > 0 && /[.:]|^localhost$/.test(first) ? first : 'docker.io';
}
