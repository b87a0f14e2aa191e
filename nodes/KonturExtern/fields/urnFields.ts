import { field } from '../../shared/catalog';

/** Types of document flows by their names; the same as the text field beside it, which takes any type. */
export const docflowTypeNames = field({
	displayName: 'Type Names or IDs',
	name: 'typeNames',
	type: 'multiOptions',
	typeOptions: { loadOptionsMethod: 'getDocflowTypes' },
	default: [],
	description:
		'Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
	hint: 'Types that are not in the list go into Types',
});

/** Types of documents by their names. */
export const documentTypeNames = field({
	displayName: 'Document Type Names or IDs',
	name: 'documentTypeNames',
	type: 'multiOptions',
	typeOptions: { loadOptionsMethod: 'getDocumentTypes' },
	default: [],
	description:
		'Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
	hint: 'Types that are not in the list go into Document Types',
});
