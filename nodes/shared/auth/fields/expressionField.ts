import type { INodeProperties } from 'n8n-workflow';

// No field has this value.
const NEVER = '\u0000';

/**
 * Declares the hidden field `hasExpressions`, which n8n hands out only for a credential with an expression in one of
 * the fields. It makes use of `displayOptions`: n8n shows a field as soon as a value that the condition reads is an
 * expression, and here no other value meets the last condition.
 */
function expressionField(fields: readonly INodeProperties[]): INodeProperties {
	const names = [...new Set(fields.filter(({ type }) => type !== 'hidden').map(({ name }) => name))];
	const conditions = names.map((name, index) =>
		index < names.length - 1 ? [name, [{ _cnd: { not: NEVER } }]] : [name, [NEVER]],
	);
	return {
		displayName: 'Has Expressions',
		name: 'hasExpressions',
		type: 'hidden',
		default: 'yes',
		displayOptions: { show: Object.fromEntries(conditions) },
	};
}

/** Adds `hasExpressions` to the fields of a credential. */
export const withExpressionField = (fields: readonly INodeProperties[]): INodeProperties[] => [
	...fields,
	expressionField(fields),
];
