import { UserError } from 'n8n-workflow';
import type { Params } from '../../../shared/catalog';
import type { demandReplyFields } from '../../fields/demand';
import { orNothing } from '../../api/parameters';
import { documentsOf } from '../../api/documentPlaces';
import type { Docflow } from '../../api/types';
import { typeOf } from '../document/downloadDocuments';
import { fileNameOf } from '../document/documentContent';

type DemandParams = Params<typeof demandReplyFields>;

/** Who answers a demand, for whom, to whom. */
export interface DemandParties {
	senderInn: string;
	senderKpp: string;
	payerInn: string;
	payerKpp?: string;
	recipientCode: string;
}

const refuse = (message: string, advice: string) => new UserError(message, { description: advice });

/**
 * The parties of an answer, as the user gives them or else as the demand names them.
 * Source: Kontur.Extern documentation, "Docflow descriptions": `payer-inn` is INN-KPP, `cu` the tax office.
 * @throws UserError when one is not known, or the payer is another than the demand's
 */
export function partiesOf({ description }: Docflow, { additionalFields: more }: DemandParams): DemandParties {
	const [inn, kpp] = String(description?.['payer-inn'] ?? '').split('-');
	const named = orNothing(inn);
	const payerInn = orNothing(more.payerInn) ?? named;
	if (named && payerInn !== named) {
		throw refuse(
			`The demand is for the payer with INN ${named}, not for ${payerInn}`,
			'Take Payer INN out of Additional Fields, or choose the demand that this payer has got.',
		);
	}
	const recipientCode = orNothing(more.recipientCode) ?? orNothing(String(description?.cu ?? ''));
	if (!payerInn) {
		throw refuse(
			'Kontur does not say whom the demand is for',
			'Fill in Payer INN and Payer KPP under Additional Fields.',
		);
	}
	if (!recipientCode) {
		throw refuse(
			'Kontur does not say which tax office the demand came from',
			'Fill in Recipient Code under Additional Fields.',
		);
	}
	const payerKpp = orNothing(more.payerKpp) ?? (more.payerInn ? undefined : orNothing(kpp));
	const senderInn = orNothing(more.senderInn);
	return {
		senderInn: senderInn ?? payerInn,
		senderKpp: orNothing(more.senderKpp) ?? (senderInn ? '' : (payerKpp ?? '')),
		payerInn,
		payerKpp,
		recipientCode,
	};
}

/** The file of the demand that is answered: the one that the user names, or the only one. */
export function demandDocumentId(docflow: Docflow, given: string): string {
	const documents = documentsOf(docflow);
	const files = documents.filter((document) => typeOf(document) === 'fns534-demand-attachment');
	const listed = files.map((one) => `${String(one.id)} (${fileNameOf(one)})`).join(', ');
	const named = orNothing(given)?.toLowerCase();
	if (named) {
		if (documents.some(({ id }) => id === named)) return named;
		throw refuse(
			'The demand has no document with the ID of Demand Document ID',
			`Leave it empty, or choose one of these: ${listed || 'none'}.`,
		);
	}
	if (files.length === 1) return String(files[0].id);
	throw refuse(
		files.length === 0 ? 'The document flow has no file of a demand' : 'The demand has several files',
		files.length === 0
			? 'Choose a demand of the tax office, or fill in Demand Document ID.'
			: `Fill in Demand Document ID: ${listed}.`,
	);
}
