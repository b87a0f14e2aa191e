import { t } from '../../../shared/language';
import { documentsOf, fileNameOf, typeOf } from '../../api/docflowDocument';
import { orNothing } from '../../api/parameters';
import { refusal } from '../../api/refusal';
import type { Docflow } from '../../api/types';

/** Sender, payer and recipient of a reply to a demand. */
export interface DemandParties {
	senderInn: string;
	senderKpp: string;
	payerInn: string;
	payerKpp?: string;
	recipientCode: string;
}

/**
 * Determines the parties of a reply: the user's values, or else those of the demand.
 * Source: Kontur.Extern documentation, "Docflow descriptions": `payer-inn` is INN-KPP, `cu` the tax office.
 * @throws UserError when one is unknown, or the payer differs from the demand's
 */
export function partiesOf(
	{ description }: Docflow,
	{ additionalFields: more }: { additionalFields: Partial<Record<keyof DemandParties, string>> },
): DemandParties {
	const [inn, kpp] = String(description?.['payer-inn'] ?? '').split('-');
	const named = orNothing(inn);
	const payerInn = orNothing(more.payerInn) ?? named;
	if (named && payerInn !== named) {
		throw refusal(
			t`The demand is for the payer with INN ${named}, not for ${payerInn ?? ''}`,
			t`Remove Payer INN from Additional Fields, or choose a demand for this payer.`,
		);
	}
	const recipientCode = orNothing(more.recipientCode) ?? orNothing(String(description?.cu ?? ''));
	if (!payerInn) {
		throw refusal(
			t`Kontur does not say which payer the demand is for`,
			t`Fill in Payer INN and Payer KPP under Additional Fields.`,
		);
	}
	if (!recipientCode) {
		throw refusal(
			t`Kontur does not say which tax office the demand came from`,
			t`Fill in Recipient Code under Additional Fields.`,
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

/** Returns the ID of the demand's file: the one that the user names, or the only one. */
export function demandDocumentId(docflow: Docflow, given: string | undefined): string {
	const documents = documentsOf(docflow);
	const files = documents.filter((document) => typeOf(document) === 'fns534-demand-attachment');
	const listed = files.map((one) => `${String(one.id)} (${fileNameOf(one)})`).join(', ');
	const named = orNothing(given)?.toLowerCase();
	if (named) {
		if (documents.some(({ id }) => id === named)) return named;
		throw refusal(
			t`The demand has no document with this ID`,
			t`Leave Demand Document ID empty, or use one of these: ${listed || t`none`}.`,
		);
	}
	if (files.length === 1) return String(files[0].id);
	throw refusal(
		files.length === 0 ? t`The document flow contains no file of a demand` : t`The demand has several files`,
		files.length === 0
			? t`Choose a demand from the tax office, or fill in Demand Document ID under Additional Fields.`
			: t`Fill in Demand Document ID under Additional Fields: ${listed}.`,
	);
}
