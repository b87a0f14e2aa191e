import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Json } from './execution';
import type { WorkflowFile } from './n8n';

/** One item as the workflow recorded it. */
export interface Delivered {
	key: string;
	execution: string;
	item: Json;
}

/** A trigger, and nodes that write every item to its own file. */
export function recording(name: string, trigger: Json, folder: string): WorkflowFile {
	const nodes: Json[] = [
		{ id: 'trigger', position: [0, 0], typeVersion: 1, ...trigger },
		{
			id: 'file',
			name: 'To File',
			type: 'n8n-nodes-base.convertToFile',
			typeVersion: 1.1,
			position: [220, 0],
			parameters: {
				operation: 'toJson',
				mode: 'each',
				options: { fileName: "={{ $json.dedupeKey.replaceAll(':', '_') }}.json" },
			},
		},
		{
			id: 'write',
			name: 'Write',
			type: 'n8n-nodes-base.readWriteFile',
			typeVersion: 1,
			position: [440, 0],
			parameters: {
				operation: 'write',
				fileName: `=${folder}/{{ $execution.id }}@{{ $binary.data.fileName }}`,
			},
		},
	];
	return {
		name,
		nodes,
		connections: {
			[String(trigger.name)]: { main: [[{ node: 'To File', type: 'main', index: 0 }]] },
			'To File': { main: [[{ node: 'Write', type: 'main', index: 0 }]] },
		},
	};
}

/** The items in the folder so far, without files that are still being written. */
export function delivered(folder: string): Delivered[] {
	if (!existsSync(folder)) return [];
	return readdirSync(folder).flatMap((file) => {
		const [execution, name] = file.split('@');
		const item = parsed(readFileSync(join(folder, file), 'utf8'));
		return item ? [{ execution, key: name.replace('.json', '').replaceAll('_', ':'), item }] : [];
	});
}

function parsed(text: string): Json | undefined {
	try {
		return JSON.parse(text) as Json;
	} catch {
		return undefined;
	}
}
