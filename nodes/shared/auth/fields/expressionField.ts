import type { INodeProperties } from 'n8n-workflow';

// No field has this value.
const NEVER = '\u0000';

/**
 * Returns the condition that holds only in a credential with an expression in one of the fields. n8n shows a field as
 * soon as a value that its condition reads is an expression, and no other value meets the last condition here.
 */
function whenAnExpression(fields: readonly INodeProperties[]): INodeProperties['displayOptions'] {
	const names = [...new Set(fields.filter(({ type }) => type !== 'hidden').map(({ name }) => name))];
	const conditions = names.map((name, index) =>
		index < names.length - 1 ? [name, [{ _cnd: { not: NEVER } }]] : [name, [NEVER]],
	);
	return { show: Object.fromEntries(conditions) };
}

/**
 * Adds what a credential with expressions needs: a notice, and the hidden field `hasExpressions`, which n8n hands out
 * for such a credential only.
 */
export function withExpressionField(fields: readonly INodeProperties[]): INodeProperties[] {
	const displayOptions = whenAnExpression(fields);
	return [
		...fields,
		{
			displayName:
				'Expressions are worked out for each item. Sessions are then kept in memory only. n8n 2.0 to 2.33 with version 0.1.0 of this package replaced expressions by the values of the first item: check that yours are still here. See <a href="https://github.com/n8n-nodes-kontur/n8n-nodes-kontur/blob/main/docs/many-clients.md">Many clients in one workflow</a>.',
			name: 'expressionsNotice',
			type: 'notice',
			default: '',
			displayOptions,
		},
		{
			displayName: 'Has Expressions',
			name: 'hasExpressions',
			type: 'hidden',
			default: 'yes',
			displayOptions,
		},
	];
}
