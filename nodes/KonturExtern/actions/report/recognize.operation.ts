import { runOperation } from '../../../shared/catalog';
import { recognizedFiles, withoutCredential } from '../../fields';
import { about } from '../../api/refusal';
import { fieldNames, recognitionLine, recognizeFile, shownRecognition } from '../../jobs/report';

const MOST_NOTES = 10;

export const recognize = runOperation({
	name: 'Recognize',
	value: 'recognize',
	action: 'Recognize report files',
	description:
		'Read what report files are: form, period, payer, sender, office, and what speaks against sending them. Nothing leaves n8n.',
	fields: [recognizedFiles, withoutCredential],
	calls: [],
	run: async (context) => {
		const { params, input, note } = context;
		const outputs = [];
		for (const name of fieldNames(context, params.binaryPropertyName)) {
			const file = await recognizeFile(context, name).catch(about(name));
			const data = input.binary?.[name];
			const json = shownRecognition(file);
			// The editor shows the files first, and notes above them.
			if (outputs.length < MOST_NOTES) note(recognitionLine(json, file.facts));
			outputs.push({ json, ...(data ? { binary: { [name]: data } } : {}) });
		}
		return outputs;
	},
});
