import { UserError } from 'n8n-workflow';

/** Builds an input error: `message` says what happened, `advice` what to do. */
export const refusal = (message: string, advice: string): UserError =>
	new UserError(message, { description: advice });

/**
 * For `.catch`: puts the subject in front of an error text.
 * @param known other subjects that the text may already start with
 */
export const about =
	(subject: string, ...known: readonly string[]) =>
	(error: unknown): never => {
		// A copy would lose the advice, status and item of an n8n error.
		if (error instanceof Error && ![subject, ...known].some((name) => error.message.startsWith(name))) {
			error.message = `${subject}: ${error.message}`;
		}
		throw error;
	};
