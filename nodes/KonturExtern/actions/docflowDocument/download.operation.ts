import { runOperation } from '../../../shared/catalog';
import { downloadFields } from '../../descriptions/documentFields';
import { accountId, docflowId } from '../../descriptions/locators';
import { documentOfDocflow } from '../../descriptions/partLocators';
import { inDocflow } from '../../steps/documentPlaces';
import { downloadDocument, downloadRoutes } from '../../steps/downloadDocument';

export const download = runOperation({
	name: 'Download',
	value: 'download',
	action: 'Download a document of a document flow',
	description: 'Get the file of a document: the plain one if there is one, else the encrypted one',
	fields: [accountId, docflowId, documentOfDocflow, ...downloadFields],
	calls: downloadRoutes(inDocflow),
	run: async (context) => await downloadDocument(context, inDocflow),
});
