import type { JsonObject } from '../../core/values';
import type { DraftMeta, Task } from '../model';

export const builderTypes = [
	'fns534-inventory',
	'fns534-letter',
	'business-registration',
	'pfr-report',
	'pfr-letter',
	'pfr-ios',
	'stat-letter',
] as const;

export type BuilderType = (typeof builderTypes)[number];

export interface BuilderFile {
	id: string;
	contentId: string;
	/** The counterparty's. */
	signature?: Buffer;
	fileName: string;
	data: JsonObject | null;
}

export interface BuilderDocument {
	id: string;
	data: JsonObject | null;
	files: Map<string, BuilderFile>;
}

export interface DraftsBuilder {
	id: string;
	type: BuilderType;
	meta: DraftMeta;
	data: JsonObject | null;
	status: 'new' | 'building' | 'finished';
	documents: Map<string, BuilderDocument>;
	tasks: Map<string, Task>;
	/** The next build ends with an internal error. */
	breaks?: boolean;
}
