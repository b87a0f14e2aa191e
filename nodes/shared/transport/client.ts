import type { IDataObject, IPollFunctions } from 'n8n-workflow';
import { NodeOperationError, UserError } from 'n8n-workflow';
import { reportRejectedSession } from '../auth';
import { Gate } from '../foreign';
import { t } from '../language';
import type { KonturFailure } from './advice';
import { attempt, type Attempt, type Sender } from './attempt';
import { clocksOf, type Clocks } from './clocks';
import { decide, leavesOpen, type Policy } from './decide';
import { apiError, noAnswerError, unreadableError } from './errors';
import { judge } from './judge';
import { userOf } from './oneUser';
import { fillPath } from './path';
import type { Client, KonturContext, KonturRequest, KonturResponse, ShapedRequest } from './request';
import { serviceFor, type BoundService, type Service } from './service';
import { CANCELLED, wait } from './pace/wait';

const nowhere = (): never => {
	throw new UserError(t`This node works locally and sends no requests.`);
};

/** The client of a node that works locally. */
const offline: Client = {
	request: async () => nowhere(),
	user: async () => nowhere(),
	wait: async () => nowhere(),
	failure: nowhere,
	clocks: () => undefined,
	gate: new Gate(),
};

// How long a poll waits for a response, or repeats a request: it must not hold up the polls after it.
const POLL_TIMEOUT = 60_000;
const SHORTEST_POLL_TIMEOUT = 10_000;
const TIMED_OUT = ['ECONNABORTED', 'ETIMEDOUT'];

function pollWaits(budgetMs = 2 * POLL_TIMEOUT) {
	const allMs = Math.max(2 * SHORTEST_POLL_TIMEOUT, budgetMs);
	return { timeoutMs: Math.min(POLL_TIMEOUT, allMs / 2), endAt: performance.now() + allMs };
}

const HARMLESS = ['GET', 'HEAD', 'PUT', 'DELETE'];

const policyOf = (
	{ method, repeat, shape, expected }: ShapedRequest<unknown>,
	{ transient }: BoundService,
	isPatient: boolean,
): Policy => ({
	method,
	repeat: repeat ?? (HARMLESS.includes(method) ? 'harmless' : 'unlessStarted'),
	emptyMeansNoData: shape.empty === 'noData',
	expected,
	transient: isPatient ? [500] : transient,
	isPatient,
});

/**
 * Creates the package's only access to Kontur. n8n's credential hooks sign the requests; the client renews the session
 * once, retries, and builds the errors.
 * @param serviceOfNode undefined for a node that works locally
 * @param itemIndex the item whose credential is used, and for which errors are reported
 */
export function createClient(
	context: KonturContext,
	serviceOfNode: Service | undefined,
	itemIndex?: number,
): Client {
	if (!serviceOfNode) return offline;
	const node = context.getNode();
	const service = serviceFor(serviceOfNode, node);
	// A poll comes again by itself, and the editor is waiting for a list. n8n ends an execution whose time is up.
	const isExecution = 'getExecutionCancelSignal' in context;
	const signal = isExecution ? context.getExecutionCancelSignal() : undefined;
	const gate = new Gate();
	const isPoll = 'getActivationMode' in context;
	const waits = isPoll ? pollWaits((context as IPollFunctions).getPollBudgetMs?.()) : undefined;
	const sender: Sender = { context, service, itemIndex, gate, signal, timeoutMs: waits?.timeoutMs };

	/** Returns how long a request of a poll may still wait. @param spentMs what it has taken */
	const leftMs = (spentMs: number) =>
		waits && Math.min(waits.timeoutMs - spentMs, waits.endAt - performance.now());

	const errorOf = (request: KonturRequest, { repeat }: Policy, outcome: Attempt) => {
		if (outcome.kind === 'noAnswer') {
			if (outcome.isCancelled) return new NodeOperationError(node, CANCELLED, { itemIndex });
			return noAnswerError(node, service, outcome.error, repeat, itemIndex, gate);
		}
		const { response, said } = outcome;
		if (outcome.kind !== 'answered') {
			const missing = outcome.kind === 'unreadable' ? outcome.missing : undefined;
			const lack = { missing, request: `${request.method} ${request.path}` };
			return unreadableError(node, service, response, outcome.why, repeat, itemIndex, {
				gate,
				said,
				...lack,
			});
		}
		const advice = (failure: KonturFailure) => request.advice?.[failure.status] ?? service.advice(failure);
		return apiError(node, { ...service, advice }, response, itemIndex, undefined, gate);
	};

	const resultOf = <T>({
		response: { statusCode: status, headers, body },
		isEncrypted,
	}: Exclude<Attempt, { kind: 'noAnswer' }>): KonturResponse<T> => ({
		status,
		headers,
		body: body as T,
		isEncrypted,
	});

	let clocks: Clocks | undefined;

	const request = async <T>(what: ShapedRequest<T>): Promise<KonturResponse<T>> => {
		const path = fillPath(what.path, what.pathValues ?? {});
		const policy = policyOf(what, service, isExecution);
		let sessionWasRenewed = false;
		let outcomeWasOpen = false;
		let wasEmpty = false;
		let spentMs = 0;
		for (let number = 1; ; number++) {
			const started = performance.now();
			const longestPauseMs = leftMs(spentMs);
			const outcome = judge(await attempt({ ...sender, longestPauseMs }, what, path), what, service);
			spentMs += performance.now() - started;
			if (outcome.kind !== 'noAnswer') clocks = clocksOf(outcome.response);
			const history = { number, spentMs, sessionWasRenewed, outcomeWasOpen, wasEmpty };
			const decision = decide(outcome, policy, history);
			if (outcome.kind !== 'noAnswer') {
				if (decision.do === 'done') return resultOf<T>(outcome);
				if (decision.do === 'renewSession') {
					reportRejectedSession(outcome.session);
					sessionWasRenewed = true;
					continue;
				}
			}
			// The next poll asks again, and until this one ends it cannot begin.
			const isSilent = isPoll && outcome.kind === 'noAnswer' && TIMED_OUT.includes(String(outcome.code));
			const isTooLong = decision.do === 'wait' && decision.ms > (leftMs(spentMs) ?? Infinity);
			if (decision.do !== 'wait' || isSilent || isTooLong) throw errorOf(what, policy, outcome);
			outcomeWasOpen ||= leavesOpen(outcome);
			wasEmpty = outcome.kind === 'unreadable' && outcome.why === 'empty';
			await wait(decision.ms, signal);
			spentMs += decision.ms;
		}
	};

	const failure = (body: IDataObject, more?: string) => {
		const status = Number(body['status-code']);
		// Tasks report the status as a word ("bad-request").
		const statusCode = Number.isInteger(status) && status >= 400 ? status : 400;
		return apiError(node, service, { statusCode, headers: {}, body }, itemIndex, more, gate);
	};

	const user = async () => userOf(await context.getCredentials(service.credentialType, itemIndex));

	return {
		request,
		user,
		clocks: () => clocks,
		gate,
		signal,
		wait: async (ms) => await wait(ms, signal),
		failure,
	};
}
