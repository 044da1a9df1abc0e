// The bucket of Kubeflow's artifacts: missing, or not writable. Argo keeps logs there, the launcher artifacts.
import {type Cause, matchIn, textsOf} from './cause.ts';

const own =
	/wait: Error|failed to put file|failed to upload|uploadOutputArtifacts|failed to open bucket|pipeline.?root|object_store|blob \(/i;

export const storage: Cause = {
	id: 'storage',
	find: trouble => {
		// What the task itself says of its data is not about Kubeflow's bucket.
		const texts = [...textsOf(trouble), ...trouble.log.filter(line => /^[EFW]\d{4} |argo=true/.test(line))].filter(
			text => own.test(text),
		);
		const missing = matchIn(texts, /bucket does not exist|NoSuchBucket/i);
		if (missing !== undefined)
			return {
				message: "The bucket for Kubeflow's artifacts does not exist",
				fix: [
					'kfp-wizard deploy --new-run --pipeline-root s3://BUCKET/PATH  (a bucket that exists)',
					'Or ask the administrator of Kubeflow to create the bucket that the configuration names (mlpipeline by default).',
				],
			};
		const denied = matchIn(
			texts,
			/AccessDenied|Access Denied|Forbidden|InvalidAccessKeyId|SignatureDoesNotMatch|PermissionDenied|status code: 403/i,
		);
		if (denied !== undefined)
			return {
				message: `Kubeflow may not write to its pipeline root (${denied[0]})`,
				fix: [
					'kfp-wizard deploy --new-run --pipeline-root s3://BUCKET/PATH  (a location that Kubeflow may write)',
					'Or ask the administrator of Kubeflow for write access of the service account of the runs.',
				],
			};
		const lost = matchIn(texts, /connection refused|no such host|i\/o timeout|deadline exceeded/i);
		if (lost === undefined) return undefined;
		return {
			message: `Kubeflow does not reach its object storage (${lost[0]})`,
			fix: ['Ask the administrator of Kubeflow whether the object storage of Kubeflow (minio, seaweedfs or S3) runs.'],
		};
	},
};
