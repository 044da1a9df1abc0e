// What the inspection of the project reported, by its kind.
import type {Project} from '../schema/project.ts';

type Notice = Project['notices'][number];

export const noticesOf = ({notices}: Project, kind: Notice['kind']): readonly Notice[] =>
	notices.filter(notice => notice.kind === kind);
