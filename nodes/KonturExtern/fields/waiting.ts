import { booleanField, field, textField } from '../../shared/catalog';

const waitAtMostField = <const M extends number>(maxValue: M, description: string) =>
	field({
		displayName: 'Wait at Most (Seconds)',
		name: 'timeout',
		type: 'number',
		typeOptions: { minValue: 1, maxValue },
		default: 900,
		description,
	});

/** For operations where the wait is optional. */
export const timeout = field({
	...waitAtMostField(7200, 'How long to wait. Large reports can take more than ten minutes.'),
	displayOptions: { show: { waitForCompletion: [true] } },
});

/** For jobs that always wait for Kontur. */
export const reportTimeout = waitAtMostField(
	7200,
	'How long to wait for Kontur. Large reports can take more than ten minutes. If time runs out, run the node again: it continues where it stopped.',
);

/** For jobs that wait for an authority. */
export const waitAtMost = waitAtMostField(
	86400,
	'How long to wait. An authority can take hours or days; in that case run the node again on a schedule.',
);

const waitField = (description: string) =>
	booleanField({
		displayName: 'Wait for Completion',
		name: 'waitForCompletion',
		default: true,
		description: `Whether to wait ${description}`,
	});

export const waitForCompletion = waitField(
	'until Kontur has finished. If off, the output is the started task; follow it with Draft Task: Get.',
);
export const waitForBuilder = waitField(
	'until Kontur has finished. If off, the output is the started task; follow it with Drafts Builder: Get Task.',
);
export const waitForPrint = waitField(
	'for the print form and download it. If off, the output is the started task; follow it with Get Task.',
);

export const taskId = textField({
	displayName: 'Task ID',
	name: 'taskId',
	required: true,
	placeholder: '6a1d3f6e-5e0c-4a55-9a3b-0f7d1c6d9f10',
	description:
		'ID of a task that was started without waiting, or of a request to decrypt or sign in the cloud',
});
