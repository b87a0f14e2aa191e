import { runOperation } from '../../../shared/catalog';
import { accountId, reportCheckFields } from '../../fields';
import { reportRoutes } from '../../jobs/report';
import { runReport } from './send.operation';

export const check = runOperation({
	name: 'Check Without Sending',
	value: 'check',
	action: 'Check a report without sending it',
	description:
		'Have Kontur check a report: its files are uploaded, signed, checked and prepared, errors go to the output, and the draft is deleted. Nothing is sent.',
	fields: [accountId, ...reportCheckFields],
	certificate: true,
	calls: () => reportRoutes.filter((route) => !route.endsWith('/send')),
	parallel: true,
	run: async (context) => await runReport(context, true),
});
