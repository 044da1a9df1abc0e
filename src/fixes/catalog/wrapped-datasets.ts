// Datasets inside a CachedDataset, a PartitionedDataset or another wrapper.
import {isMap, type YAMLMap} from 'yaml';

/** The datasets inside an entry, outermost first. */
export function wrappedDatasets(entry: YAMLMap): readonly YAMLMap[] {
	const wrapped = entry.get('dataset', true);
	return isMap(wrapped) ? [wrapped, ...wrappedDatasets(wrapped)] : [];
}
