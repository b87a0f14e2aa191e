import { field, textField } from '../../../shared/catalog';

/** A comment that users of the account see in Kontur. */
export const commentFields = (description: string) =>
	[
		textField({ displayName: 'Comment', name: 'comment', description }),
		field({
			displayName: 'Comment Color',
			name: 'commentColor',
			type: 'options',
			default: 'none',
			options: [
				{ name: 'Blue', value: 'blue' },
				{ name: 'Gray', value: 'gray' },
				{ name: 'Green', value: 'green' },
				{ name: 'None', value: 'none', description: 'Shown in blue in Kontur' },
				{ name: 'Red', value: 'red' },
				{ name: 'Violet', value: 'violet' },
				{ name: 'Yellow', value: 'yellow' },
			],
			description: 'Color of the comment; set Comment too',
		}),
	] as const;
