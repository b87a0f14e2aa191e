import type { Reply } from '../core/router';

function escape(text: string): string {
	const codes: Record<string, string> = { '&': 'amp', '<': 'lt', '>': 'gt', '"': 'quot' };
	return text.replace(/[&<>"]/g, (character) => `&${codes[character]};`);
}

function page(status: number, title: string, content: string): Reply {
	const text = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>${escape(title)}</title>
<style>body { font: 16px sans-serif; max-width: 24em; margin: 3em auto } label, p { display: block; margin: 1em 0 }</style>
</head>
<body><h1>${escape(title)}</h1>
${content}
</body>
</html>
`;
	return {
		status,
		text,
		headers: { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store' },
	};
}

export function messagePage(status: number, title: string, message: string): Reply {
	return page(status, title, `<p>${escape(message)}</p>`);
}

export interface ConsentForm {
	/** Where the form goes. */
	action: string;
	application: string;
	scope: string;
	/** Why the form is shown again. */
	problem?: string;
	/** A code to type in, possibly known already; a form without one does not ask for it. */
	userCode?: string;
}

/** Asks the user to sign in and to allow the application to act in their name. */
export function consentPage(form: ConsentForm): Reply {
	const { action, application, scope, problem, userCode } = form;
	const code =
		userCode === undefined
			? ''
			: `<label>Code <input name="user_code" value="${escape(userCode)}" required></label>`;
	return page(
		200,
		'Kontur emulator: sign in',
		`<p>${escape(application)} asks for: ${escape(scope)}</p>
${problem ? `<p role="alert">${escape(problem)}</p>` : ''}
<form method="post" action="${escape(action)}">
${code}
<label>Login <input name="login" required></label>
<label>Password <input name="password" type="password" required></label>
<button name="decision" value="allow">Allow</button>
<button name="decision" value="deny" formnovalidate>Deny</button>
</form>`,
	);
}
