import type { IDataObject } from 'n8n-workflow';
import type { OperationContext } from '../../../shared/catalog';
import { t } from '../../../shared/language';
import { detailsOf, isRefusedWith, isTransient } from '../../../shared/transport';
import type { Docflow } from '../../api/types';
import { answerDocflow, type AnswerSettings } from './answerDocflow';

type Work = Parameters<typeof answerDocflow>[0] & Pick<OperationContext<unknown>, 'note'>;

/**
 * Answers document flows one after the other. One that fails does not take the results of the others; when Kontur fails
 * twice in a row, the rest is left to the next run. Each document flow has its output.
 * @throws the first error when none could be processed
 */
export async function answerDocflows(
	work: Work,
	docflows: Docflow[],
	settings: AnswerSettings,
): Promise<Array<{ json: IDataObject }>> {
	const outputs: Array<{ json: IDataObject }> = [];
	const failures: Error[] = [];
	let wasDown = false;
	for (const [index, { id, type, status }] of docflows.entries()) {
		work.log(`document flow ${index + 1} of ${docflows.length}`);
		const failure = await answerDocflow(work, String(id), settings).then(
			(json) => void outputs.push({ json }),
			(error: unknown) => error,
		);
		const isDown = isTransient(failure);
		if (failure !== undefined) {
			if (!(failure instanceof Error) || !(isDown || isRefusedWith(failure, 400, 404, 409))) throw failure;
			if (isDown) failures.push(failure);
			const failed = [{ error: failure.message, ...detailsOf(failure) }];
			outputs.push({ json: { docflowId: id, type, status, failed } });
		}
		if (isDown && wasDown) break;
		wasDown = isDown;
	}
	if (failures.length > 0 && failures.length === outputs.length) throw failures[0];
	const left = docflows.slice(outputs.length);
	if (left.length > 0) {
		const failed = [{ error: t`Not processed, because Kontur keeps failing. Run the node again later.` }];
		for (const { id, type, status } of left) outputs.push({ json: { docflowId: id, type, status, failed } });
		work.note(
			t`Stopped because Kontur keeps failing: ${left.length} of ${docflows.length} document flows were not processed. Run the node again later; nothing is sent twice.`,
		);
	}
	return outputs;
}
