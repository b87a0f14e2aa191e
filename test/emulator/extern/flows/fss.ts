import { step, type Family, type Step } from './family';

type Stage = 'GetFile' | 'DecryptCheckSign' | 'FormatCheck' | 'LogicalCheck' | 'FormingReceipt';

/** Progress in the social insurance portal, as shown in the description. */
const stage = (type: Stage, problem?: { code: string; text: string }): Record<string, string> => ({
	'fss-stage-type': type,
	'fss-stage-status': problem ? 'Error' : 'Success',
	'fss-stage-error-code': problem?.code ?? '',
	'fss-stage-error-extend': problem?.text ?? '',
});

const passed = (type: Stage): Partial<Step> => ({ sets: stage(type) });

const onPortal = step('', 'delivered', 'acceptance-result', undefined, passed('GetFile'));
const remark = { code: '508', text: 'Нарушено контрольное соотношение' };

/**
 * The portal takes a file through its stages. An error at sending, decryption or format control is the end; one at
 * logical control is not: a receipt with remarks follows. Nothing is replied to. The success state is a guess: it
 * goes by the last document.
 */
function staged(type: string, more: string[]): Family {
	return {
		type,
		incoming: false,
		main: '',
		attachment: 'attachment',
		service: ['date-confirmation'],
		event: 'report',
		plans: {
			accept: [
				onPortal,
				step('receipt', 'finished', 'processing-result-positive', 'successful', passed('FormingReceipt')),
			],
			precise: [
				onPortal,
				step('', 'delivered', 'processing-result-suppositive', undefined, {
					sets: stage('LogicalCheck', remark),
				}),
				step('error-receipt', 'finished', 'processing-result-positive', 'warning', passed('FormingReceipt')),
			],
			reject: [
				onPortal,
				step('error', 'finished', 'processing-result-negative', 'failed', {
					sets: stage('FormatCheck', { code: '505', text: 'Файл не соответствует схеме' }),
				}),
			],
			// Not decrypted: the end comes before the file counts as delivered.
			silent: [
				step('error', 'finished', 'processing-result-negative', 'failed', {
					sets: stage('DecryptCheckSign', { code: '501', text: 'Файл не расшифрован' }),
				}),
			],
		},
		answers: {},
		replies: [],
		fields: [
			...['form-version', 'registration-number', 'fss-id', 'fss-stage-type', 'fss-stage-status'],
			...['fss-stage-date', ...more],
		],
	};
}

export const fssFamilies: Family[] = [
	staged('fss-report', ['correction-number', 'period-begin', 'period-end']),
	// Its statuses are not on record: as those of the calculation, whose documents it has.
	staged('fss-sick-report', []),
];
