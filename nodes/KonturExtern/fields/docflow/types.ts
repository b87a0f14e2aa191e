import { field } from '../../../shared/catalog';

/** Known types by name; the text field next to it takes any type. */
export const docflowTypeNames = field({
	displayName: 'Document Flow Type Names or IDs',
	name: 'typeNames',
	type: 'multiOptions',
	typeOptions: { loadOptionsMethod: 'getDocflowTypes' },
	default: [],
	description:
		'Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
	hint: 'Enter unlisted types in Document Flow Types',
});

export const documentTypeNames = field({
	displayName: 'Document Type Names or IDs',
	name: 'documentTypeNames',
	type: 'multiOptions',
	typeOptions: { loadOptionsMethod: 'getDocumentTypes' },
	default: [],
	description:
		'Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
	hint: 'Enter unlisted types in Document Types',
});
