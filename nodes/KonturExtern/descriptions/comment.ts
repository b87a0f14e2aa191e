import { field } from '../../shared/catalog';

/** A comment that people of the account see in Kontur. */
export const commentField = <const D extends string>(description: D) =>
	field({
		displayName: 'Comment',
		name: 'comment',
		type: 'fixedCollection',
		placeholder: 'Set Comment',
		default: {},
		description,
		options: [
			{
				displayName: 'Comment',
				name: 'value',
				values: [
					field({ displayName: 'Text', name: 'text', type: 'string', default: '' }),
					field({
						displayName: 'Color',
						name: 'color',
						type: 'options',
						default: 'none',
						options: [
							{ name: 'Blue', value: 'blue' },
							{ name: 'Gray', value: 'gray' },
							{ name: 'Green', value: 'green' },
							{ name: 'None', value: 'none', description: 'Shown blue in Kontur' },
							{ name: 'Red', value: 'red' },
							{ name: 'Violet', value: 'violet' },
							{ name: 'Yellow', value: 'yellow' },
						],
					}),
				],
			},
		],
	});
