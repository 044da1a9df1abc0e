// Where the answers of the inspector are kept.
import {keepsAny, memoryFile} from '../system/memory.ts';

const kind = 'inspections';

/** The file of an answer. `request`: all that the inspector gets. */
export const answerFile = (folder: string, root: string, request: unknown): string =>
	memoryFile(folder, kind, root, request);

/** Whether an answer about this project is kept, which may not be that of the files as they are. */
export const keepsAnswers = (folder: string, root: string): Promise<boolean> => keepsAny(folder, kind, root);
