import { UserError } from 'n8n-workflow';
import { field, partsOf, runOperation } from '../../../shared/catalog';
import { t } from '../../../shared/language';
import type { Client } from '../../../shared/transport';
import { driveNumber, type ListedRegister } from '../../api/cashRegisters';
import { documentPages, documentsRequest } from '../../api/documents';
import { contradictions, periodOf, readQrCode, type QrCode } from '../../api/qr';
import { routes } from '../../api/routes';
import { listSelected, originOf, registerRoutes, selectOrganizations } from '../../api/selectRegisters';
import { documentOptions, viewFields } from '../../fields/documentFields';
import { organizationFieldsAll } from '../../fields/registerFields';
import { openDocument, readDocument, type FiscalDocument } from '../../receipts/document';
import { itemMaker, viewOf } from '../../receipts/items';
import { numberIn } from '../../receipts/money';

const hasDrive = ({ cashbox }: ListedRegister, number: string) =>
	[...(cashbox.fiscalDrives ?? []), ...(cashbox.fiscalDrive ? [cashbox.fiscalDrive] : [])].some(
		(drive) => driveNumber(drive)?.trim() === number,
	);

/** Finds the receipt of a code. Kontur leaves the drive of some documents blank: their fiscal sign tells them apart. */
async function find(
	client: Client,
	register: ListedRegister,
	code: QrCode,
): Promise<FiscalDocument | undefined> {
	const { fiscalDriveNumber, fiscalDocumentNumber, fiscalSign } = code;
	let blank: FiscalDocument | undefined;
	for await (const page of documentPages(client, documentsRequest(register, periodOf(code)), register)) {
		const same = page
			.filter((envelope) => openDocument(envelope).fd === fiscalDocumentNumber)
			.map((envelope) => readDocument(envelope, register.kktRegId));
		const found = same.find(({ fn }) => fn === fiscalDriveNumber);
		if (found) return found;
		blank ??= same.find(({ fn, body }) => fn === '' && numberIn(body.fiscalSign) === fiscalSign);
	}
	return blank;
}

export const getByQr = runOperation({
	name: 'Get by QR Code',
	value: 'getByQr',
	action: 'Get a receipt by its QR code',
	description:
		'Retrieve the receipt that a QR code was printed on, and check that its fiscal sign, total and operation are those of the code',
	fields: [
		field({
			displayName: 'QR Code',
			name: 'qrCode',
			type: 'string',
			default: '',
			required: true,
			placeholder: 't=20260305T1504&s=2063.99&fn=9960440300000001&i=3251&fp=55141403&n=1',
			description: 'The text in the QR code of the receipt, as a scanner returns it',
		}),
		...organizationFieldsAll,
		...viewFields,
		documentOptions,
	],
	calls: () => [`GET ${routes.documents}`, ...registerRoutes],
	run: async (context) => {
		const { params, client } = context;
		const code = readQrCode(params.qrCode);
		const parts = partsOf(context, 'note');
		const listed = await listSelected(client, await selectOrganizations(client, params), parts);
		const registers = listed.filter((one) => hasDrive(one, code.fiscalDriveNumber));
		if (registers.length === 0) {
			// It may belong to an organization that could not be listed.
			parts.finish([], 0);
			throw new UserError(t`No cash register has the fiscal drive ${code.fiscalDriveNumber}`, {
				description: t`The receipt is of another company, or the integrator key has no access to this cash register.`,
			});
		}
		// After a change of registration, a drive can be listed with two cash registers.
		for (const register of registers) {
			const found = await find(client, register, code);
			if (!found) continue;
			const wrong = contradictions(code, found);
			if (wrong.length > 0) {
				throw new UserError(t`The QR code and the receipt differ in the ${wrong.join(', ')}`, {
					description: t`The code does not belong to the receipt with this number: it may be forged or misread. Compare both with the paper.`,
				});
			}
			return itemMaker(params.options, viewOf(params))([found], originOf(register));
		}
		throw new UserError(
			t`The fiscal drive ${code.fiscalDriveNumber} has no document ${code.fiscalDocumentNumber} at ${code.time.replace('T', ' ')}`,
			{ description: t`The cash register may not have sent it yet, or the code is forged or misread.` },
		);
	},
	simplify: true,
});
