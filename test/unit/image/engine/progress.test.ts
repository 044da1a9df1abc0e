// The progress of a build or a push, from output without a terminal: recorded from docker 20.10 without BuildKit,
// podman 4.3 and buildah 1.28; BuildKit's after its plain progress as of docker 28.
import {describe, expect, it} from 'vitest';
import {buildProgress, pushProgress, type ProgressReader} from '../../../../src/image/engine/progress.ts';

const progressOf = (reader: ProgressReader, output: string): readonly string[] =>
	output
		.split('\n')
		.map(line => reader(line))
		.flatMap(progress => (progress === undefined ? [] : [`${progress.done}/${progress.total}`]));

describe('a build', () => {
	it('F2: the progress of a build by docker without BuildKit is read', () => {
		const output = `Sending build context to Docker daemon  3.631kB
Step 1/4 : FROM scratch AS one
 --->
Step 2/4 : LABEL x=1
 ---> Running in 12b242119ad3
Step 3/9 : a line that the step itself printed
Removing intermediate container 12b242119ad3
 ---> 5862eb0f7bb8
Step 3/4 : COPY a /
 ---> e2e1f88ffe6e
Step 4/4 : COPY b /b
 ---> 0f6a42d1091b
Successfully built 0f6a42d1091b
Successfully tagged 127.0.0.1:39517/rec:one`;
		expect(progressOf(buildProgress(), output)).toEqual(['0/4', '1/4', '2/4', '3/4', '4/4']);
	});

	it('the progress of a build in two stages by podman and buildah is read', () => {
		const output = `[1/2] STEP 1/3: FROM scratch AS one
[1/2] STEP 2/3: LABEL x=1
--> 49e78a58bb5
[1/2] STEP 3/3: COPY a /
--> 2c223b8a7ac
[2/2] STEP 1/2: FROM scratch
[2/2] STEP 2/2: COPY --from=one /a /a
[2/2] COMMIT 127.0.0.1:39517/podman:one
--> d70f6da53b9
Successfully tagged 127.0.0.1:39517/podman:one`;
		expect(progressOf(buildProgress(), output)).toEqual(['0/3', '1/3', '2/3', '3/5', '4/5', '5/5']);
		expect(progressOf(buildProgress(), 'STEP 1/2: FROM scratch\nSTEP 2/2: COPY . /\nCOMMIT app:one')).toEqual([
			'0/2',
			'1/2',
			'2/2',
		]);
	});

	it('the progress of a build by BuildKit is read, with parallel steps that are numbered by stage', () => {
		const output = `#0 building with "default" instance using docker driver
#1 [internal] load build definition from Dockerfile
#1 transferring dockerfile: 211B done
#1 DONE 0.0s
#2 [internal] load metadata for docker.io/library/python:3.12-slim
#2 DONE 0.9s
#4 [build 1/3] FROM docker.io/library/python:3.12-slim@sha256:2b0079146a74e23bf4ae8f6a28e1b484c6292f6fb904cbb51825b4a19812fcd8
#4 DONE 2.1s
#5 [build 2/3] COPY requirements.txt .
#6 [stage-1 2/4] WORKDIR /home/kedro
#6 CACHED
#5 DONE 0.1s
#7 [build 3/3] RUN pip install --no-cache-dir -r requirements.txt
#7 0.345 [3/3] a line of its output
#7 12.40 #9 DONE
#7 DONE 14.2s
#9 [stage-1 4/4] COPY . .
#9 DONE 0.3s
#10 exporting to image
#10 DONE 0.4s`;
		expect(progressOf(buildProgress(), output)).toEqual(['0/3', '1/3', '1/7', '2/7', '3/7', '4/7', '5/7']);
	});

	it('a build that does not report its steps has no progress', () => {
		expect(progressOf(buildProgress(), 'Sending build context to Docker daemon\nbuilding …\n')).toEqual([]);
	});
});

describe('a push', () => {
	it('the progress of a push by docker is read', () => {
		const output = `The push refers to repository [127.0.0.1:39517/rec]
ca0906654f08: Preparing
0c94aebbdc0f: Preparing
5f70bf18a086: Waiting
0c94aebbdc0f: Layer already exists
5f70bf18a086: Mounted from library/python
ca0906654f08: Pushed
one: digest: sha256:1573b5f89c03b724d4615b69a48e04d33120a1f9890dac567c4cf234568e2e6a size: 731`;
		expect(progressOf(pushProgress(), output)).toEqual(['0/1', '0/2', '0/3', '1/3', '2/3', '3/3']);
	});

	it('the progress of a push by podman and buildah is read, which only report the end of all layers', () => {
		const output = `Getting image source signatures
Copying blob sha256:2e2ce596bd1e3de90ae342f2eb5a437fdde1a7ccb9027d35386596d59993bf2d
Copying blob sha256:8e6724c816e1f42d336abd1ca7b2fee85a09b3e4be56400440868b6c2cf0906b
Copying blob 5f70bf18a086 skipped: already exists
Copying config sha256:d70f6da53b92fbb5dc5cca84a3ccfbf9ae24abb25acf7d062137104492599536
Writing manifest to image destination`;
		expect(progressOf(pushProgress(), output)).toEqual(['0/1', '0/2', '1/3', '3/3']);
	});
});
