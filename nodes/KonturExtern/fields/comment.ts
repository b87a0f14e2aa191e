import { field } from '../../shared/catalog';

/** A comment that people of the account see in Kontur. */
export const commentText = <const D extends string>(description: D) =>
	field({
		displayName: 'Comment',
		name: 'comment',
		type: 'string',
		default: '',
		description,
	});

export const commentColor = field({
	displayName: 'Comment Color',
	name: 'commentColor',
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
	description: 'Goes with a comment; give Comment as well',
});
