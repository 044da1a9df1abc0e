// Parts of pod settings that both spec formats write alike.
import * as z from 'zod';

export const pullPolicy = z.enum(['Always', 'IfNotPresent', 'Never']);

/** The fields of a toleration that are strings. */
export const toleration = {
	key: z.string().optional(),
	operator: z.enum(['Equal', 'Exists']).optional(),
	value: z.string().optional(),
	effect: z.enum(['NoSchedule', 'PreferNoSchedule', 'NoExecute']).optional(),
};
