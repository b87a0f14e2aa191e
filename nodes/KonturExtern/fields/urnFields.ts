import { field } from '../../shared/catalog';
import { listOf } from '../api/parameters';

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

/** What was typed and what was chosen, each once and without the prefix of its URN. */
export const shortUrns = (...given: unknown[]): string[] => [
	...new Set(given.flatMap(listOf).map((urn) => urn.replace(/^urn:(docflow|document):/, ''))),
];
