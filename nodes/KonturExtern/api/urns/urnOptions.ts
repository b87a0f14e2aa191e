import type { ILoadOptionsFunctions } from 'n8n-workflow';
import { choicesOf } from './names';

/** n8n's `methods.loadOptions` for fields with URNs; makes no request. */
export const urnOptions = {
	async getDocflowTypes(this: ILoadOptionsFunctions) {
		return await Promise.resolve(choicesOf('docflow'));
	},
	async getDocumentTypes(this: ILoadOptionsFunctions) {
		return await Promise.resolve(choicesOf('document'));
	},
	async getEventStates(this: ILoadOptionsFunctions) {
		return await Promise.resolve(choicesOf('transaction'));
	},
};
