import { onPartialFailure, options, partsOf, runOperation, type Output } from '../../../shared/catalog';
import { recognizedFiles, withoutCredential } from '../../fields';
import { about } from '../../api/refusal';
import { fieldNames, recognitionLine, recognizeFile, shownRecognition } from '../../jobs/report';

const MOST_NOTES = 10;

export const recognize = runOperation({
	name: 'Recognize',
	value: 'recognize',
	action: 'Recognize report files',
	description:
		'Read what report files are: form, period, payer, sender, office, and problems that prevent sending. Nothing leaves n8n.',
	fields: [recognizedFiles, withoutCredential, options([onPartialFailure])],
	calls: () => [],
	run: async (context) => {
		const { params, input, note } = context;
		const parts = partsOf(context, params.options.onPartialFailure);
		const names = fieldNames(context, params.binaryPropertyName);
		const outputs: Output[] = [];
		for (const name of names) {
			const data = input.binary?.[name];
			const file = await recognizeFile(context, name).catch((error: unknown) => {
				if (names.length === 1) return about(name)(error);
				parts.fail({ name, ids: { field: name }, error, isMistake: data === undefined });
				return undefined;
			});
			if (!file) continue;
			const json = shownRecognition(file);
			// The editor shows the files first, and notes above them.
			if (outputs.length < MOST_NOTES) note(recognitionLine(json, file.facts));
			outputs.push({ json, ...(data ? { binary: { [name]: data } } : {}) });
		}
		return parts.finish(outputs, outputs.length);
	},
});
