import { toList } from '../../shared/catalog';
import type { KeyedDocument } from './document';
import { OPERATION_TYPES, type OperationType } from './tables';

/**
 * Returns a test for documents of the given kinds and operation types, or undefined when all documents pass. An empty
 * list accepts everything. A document without an operation type, such as a shift report, is selected by its kind alone.
 */
export function documentFilter(
	operationTypes: unknown,
	kinds: readonly string[] = [],
): ((document: Pick<KeyedDocument, 'kind' | 'body'>) => boolean) | undefined {
	const codes: unknown[] = toList(operationTypes).map((name) => OPERATION_TYPES[name as OperationType]);
	if (kinds.length === 0 && codes.length === 0) return undefined;
	return ({ kind, body }) => {
		if (kinds.length > 0 && !kinds.includes(kind)) return false;
		const type = Number(body.operationType ?? NaN);
		return codes.length === 0 || Number.isNaN(type) || codes.includes(type);
	};
}
