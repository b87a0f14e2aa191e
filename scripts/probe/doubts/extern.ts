import { forPerson, type Section } from '../doubt';

export const extern: Section = {
	title: 'Kontur.Extern',
	doubts: [
		forPerson('X1', {
			question: 'Name of the array in the list of drafts; is there a total?',
			weDo: '`drafts`; pages by the `next` of `page-links`, not by a total',
			where:
				'N `KonturExtern/actions/draft/getMany.operation.ts`, `KonturExtern/fields/locators/objects.ts`, `shared/transport/paginate.ts`; E `extern/drafts.ts`',
			person: '`GET /v1/{accountId}/drafts` in an account with more than 100 drafts',
		}),
		forPerson('X3', {
			question: 'Default and largest page of accounts',
			weDo: 'Request 100 and count the elements',
			where: 'N `shared/transport/paginate.ts`; E `extern/accounts.ts` (100)',
			person: '`GET /v1?take=1000` with many accounts',
		}),
		forPerson('X5', {
			question: 'Default of `deferred`',
			weDo: 'Always send `deferred=true`',
			where: 'N `KonturExtern/api/draftTasks.ts`',
			person: '–',
		}),
		forPerson('X6', {
			question: 'Does a start return 200 or 202?',
			weDo: 'Any 2xx',
			where: 'N `shared/transport/client.ts`',
			person: 'Start a check',
		}),
		forPerson('X7', {
			question:
				'Form of a failed send: HTTP 400 to the start, HTTP 400 to the poll, or the result of a task that "succeeded" or "failed"',
			weDo: 'All four are read',
			where:
				'N `shared/transport/pollTask.ts`, `KonturExtern/api/draftTasks.ts` `prepareFailure`; E switch `sendFailure`',
			person: 'Send a draft without a signature',
		}),
		forPerson('X8', {
			question: 'Status code for sending a sent draft',
			weDo: 'Not needed: the node reads the draft first. The emulator returns 400',
			where: 'N `KonturExtern/jobs/draft/sending.ts`; E `extern/drafts.ts`',
			person: '`POST …/send` on a sent draft',
		}),
		forPerson('X9', {
			question: 'Does the task list show running tasks without `includeReleased`?',
			weDo: 'Yes; this is how a running send is found',
			where: 'N `KonturExtern/jobs/draft/sending.ts` `lookAtDraft`; E `extern/draftTasks.ts`',
			person: 'List the tasks while a send runs',
		}),
		forPerson('X10', {
			question: 'How long is a new document flow invisible (404)?',
			weDo: 'Send waits up to 60 seconds for it, then returns only the ID',
			where: 'N `KonturExtern/jobs/draft/sending.ts`; E switch `docflowVisibleMs`',
			person: 'Send and read at once',
		}),
		forPerson('X11', {
			question: 'Spelling of warnings in check results',
			weDo: '`level` that contains "warn", in any case, is not an error',
			where: 'N `KonturExtern/api/draftTasks.ts` `isSerious`',
			person: 'Check a report with a warning',
		}),
		forPerson('X12', {
			question: 'Is the check protocol inside `data` or not?',
			weDo: 'Both are read',
			where: 'N `KonturExtern/actions/draft/check.operation.ts`',
			person: 'Check a draft',
		}),
		forPerson('X13', {
			question: '200 or 206 for a whole content; is `Content-Range` there?',
			weDo: 'Both; without it the length is taken from `Content-Length`; a server that ignores the range is read from the start and the known part skipped',
			where:
				'N `shared/transport/contents.ts`; E `extern/contents.ts` (200 with `Content-Range` for the whole, 206 for a part)',
			person: 'Download a content',
		}),
		forPerson('X14', {
			question:
				'Is a content raw bytes or base64? One page says base64, the method page and the SDKs say raw',
			weDo: 'Raw',
			where: 'N `shared/transport/contents.ts`',
			person: 'Upload and download a file, compare',
		}),
		forPerson('X15', {
			question: '`Content-Range` of the samples is off by one (`0-100/100`)',
			weDo: 'Sent by the HTTP standard; the emulator takes both',
			where: 'as X13',
			person: 'Upload a file in two parts',
		}),
		forPerson('X16', {
			question: 'Is the content id of a draft document the uploaded one? A sample shows another',
			weDo: "Both are in the output: `contentId` uploaded, `contents[]` Kontur's. The emulator gives a new one",
			where: 'N `KonturExtern/actions/draftDocument/add.operation.ts`; E `extern/draftDocuments.ts`',
			person: 'Add a document',
		}),
		forPerson('X17', {
			question: '`is-representative`: boolean or text',
			weDo: 'Boolean',
			where: 'N `KonturExtern/actions/draft/create.operation.ts`',
			person: 'Create a draft by power of attorney',
		}),
		forPerson('X18', {
			question:
				'Rosstat: code in `recipient`, OKPO in `payer` (models), or in `sender` and `recipient` (one page)',
			weDo: 'As the models',
			where: 'as X17',
			person: 'Create a Rosstat draft',
		}),
		forPerson('X19', {
			question: 'Filter `type` with or without `urn:docflow:`',
			weDo: 'Sent without, either may be typed',
			where: 'N `KonturExtern/actions/docflow/getMany.operation.ts`',
			person: 'List with both',
		}),
		forPerson('X20', {
			question: 'Does `orderBy` hold together with "updated" dates?',
			weDo: 'Always sent; the emulator sorts by change date then',
			where: 'N as X19; E `extern/docflowFilter.ts`',
			person: 'List with Updated After, both orders',
		}),
		forPerson('X21', {
			question: 'Which document flow types are hidden without a type filter?',
			weDo: 'As Kontur does. The emulator hides all `fss-sedo-*` and five more',
			where: 'E `extern/docflowFilter.ts`',
			person: 'Compare lists with and without types',
		}),
		forPerson('X22', {
			question: '`send-date` of a document flow has no zone; samples show Moscow time',
			weDo: 'Passed through unchanged; the emulator writes Moscow time',
			where: 'E `extern/docflowView.ts`',
			person: 'Send and compare with the clock',
		}),
		forPerson('X23', {
			question: 'Is a content plain when `encrypted` is absent?',
			weDo: 'Yes',
			where: 'N `KonturExtern/actions/docflowDocument/download.operation.ts`',
			person: 'Read a received document',
		}),
		forPerson('X24', {
			question: 'What does deleting a missing object return?',
			weDo: '404 counts as deleted',
			where: 'N `shared/catalog/run.ts`',
			person: 'Delete a draft twice',
		}),
		forPerson('X25', {
			question: '`fromId` of the event feed: is the named event included?',
			weDo: 'Yes, as `next-event-id` names the first one not read. *A Given Event* may therefore bring that event again, with the same `dedupeKey`',
			where: 'N `KonturExtern/trigger/state/feed.ts`; E `extern/events.ts`',
			person: "Read a page from a known event's id",
		}),
		forPerson('X26', {
			question: 'How is the end of the feed reported: the same cursor, none, or an empty page?',
			weDo: 'Each means "nothing more for now"',
			where: 'N `KonturExtern/trigger/state/feed.ts`; E `extern/events.ts`',
			person: 'Read from the last `next-event-id`',
		}),
		forPerson('X27', {
			question: 'Default and largest `take` of events',
			weDo: '100',
			where: 'N `KonturExtern/trigger/feed.ts`',
			person: '`take=1000`',
		}),
		forPerson('X28', {
			question: 'Do responses have a `Date` header, so that "now" can be Kontur\'s time?',
			weDo: "Used where this machine's clock confirms it; otherwise the newest change seen decides",
			where: 'N `shared/polling/moments.ts`',
			person: 'Read any response',
		}),
		forPerson('X29', {
			question: '`account-id` is missing in older event samples',
			weDo: 'Taken from the link',
			where: 'N `KonturExtern/trigger/feed.ts` `accountOf`',
			person: 'Read an event',
		}),
		forPerson('X30', {
			question: 'Error ids: only a few are documented; 429 may or may not have `Retry-After`',
			weDo: "Advice by the known ids, else by status. Ids like `urn:error:externapi:badRequest` are the emulator's own",
			where: 'N `shared/transport/advice.ts`, `shared/transport/decide.ts`; E switch `retryAfterSeconds`',
			person: 'Collect errors',
		}),
		forPerson('X32', {
			question: 'What is a "client" in "20 parallel requests per client"?',
			weDo: 'At most 8 per n8n process and address',
			where: 'N `shared/transport/client.ts`',
			person: 'Ask Kontur',
		}),
		forPerson('X33', {
			question: 'When is `sender.ipaddress` refused?',
			weDo: 'Passed on; the emulator refuses at the start of Send',
			where: 'E `extern/draftTasks.ts`',
			person: 'Send with a wrong address',
		}),
		forPerson('X34', {
			question: 'Does changing a document put the draft back to `new`?',
			weDo: 'The emulator does so',
			where: 'E `extern/draftDocuments.ts`',
			person: 'Add a document to a checked draft',
		}),
		forPerson('X35', {
			question: 'Format of roles, permissions, MVD and SEDO descriptions',
			weDo: 'Passed through unchanged',
			where: '–',
			person: '–',
		}),
		forPerson('X36', {
			question: '`GET users`, `GET employees`: shape of the response',
			weDo: 'A page `{skip, take, total-count, users}` or `employees`; the array is listed under any name; a response without one is an error',
			where: 'N `KonturExtern/actions/user`, `employee`; E `extern`',
			person: 'Read both as an administrator',
		}),
		forPerson('X37', {
			question: 'Details of an organization: control units and signers',
			weDo: '`control-units: [{code, signer: {signer-type, certificate-thumbprint}}]`, `fns-mchd-id` on top; passed through as they come',
			where: 'E `extern`',
			person: '`GET organizations/{id}`',
		}),
		forPerson('X38', {
			question: 'Body of `update-signer`',
			weDo: '`{control-unit-code, signer-type, certificate-thumbprint}` from the fields of the node, or any JSON',
			where: 'N `KonturExtern/actions/organization`',
			person: 'Ask Kontur',
		}),
		forPerson('X39', {
			question: 'Response of `PATCH data-to-sign`',
			weDo: '`decrypted-content-id`, equal to the new content of the document',
			where: 'N `KonturExtern/actions/draftDocument/prepareDataToSign.operation.ts`',
			person: 'An MVD notification on the test site',
		}),
		forPerson('X40', {
			question: 'Response of `create-web-draft`',
			weDo: 'A link; passed through',
			where: 'N `KonturExtern/actions/draft/createWebDraft.operation.ts`',
			person: 'Hand over one draft',
		}),
		forPerson('X41', {
			question: 'Which documents may be rebuilt by `POST …/build`?',
			weDo: 'Any; the emulator too',
			where: 'E `extern/draftBuild.ts`',
			person: 'Build one twice',
		}),
		forPerson('X42', {
			question: '`documents/prepare` and `files/generate` of a drafts builder are only in the C# SDK',
			weDo: 'Called as in the SDK; `generate` with any JSON contract',
			where: 'N `KonturExtern/actions/draftsBuilderDocument`, `draftsBuilderFile`',
			person: 'Call them on the test site',
		}),
		forPerson('X43', {
			question: 'Response of `event-publishers`',
			weDo: '`{publishers: [{id, account-id}]}` or a plain array; the array is listed under any name; a response without one is an error',
			where: 'N `KonturExtern/actions/eventPublisher`',
			person: 'Share events with oneself and list',
		}),
		forPerson('X44', {
			question: 'How can one tell that a reply was sent when the response is lost?',
			weDo: "A document of the document flow has the reply's file name or ID; of a pension fund reply: the flow is `finished`; of a documents request: the flow is no longer `received`",
			where: 'N `KonturExtern/jobs/{reply/replies,reply/pfrReplies,request/requestDocuments}.ts`',
			person: 'Cut the connection while sending on the test site',
		}),
		forPerson('X45', {
			question:
				"Body of the PUTs of a reply's signature and content: bytes (pages, Java SDK) or a JSON string (C# SDK)?",
			weDo: 'Bytes, `application/octet-stream`',
			where: 'N `KonturExtern/jobs/reply/generated.ts` `putBytes`; E takes both',
			person: 'Send one reply on the test site',
		}),
		forPerson('X46', {
			question: 'May `add` at a JSON Patch path replace a value, and `remove /labels/{n}` be used?',
			weDo: 'As RFC 6902 has it: `add` always, labels removed from the highest index down',
			where: 'N `KonturExtern/api/patch.ts`',
			person: 'Change a comment twice, remove a label',
		}),
		forPerson('X47', {
			question: 'Wrapper of `demands-assignees`',
			weDo: 'The array itself, or the only array in the response',
			where: 'N `KonturExtern/api/read.ts`',
			person: 'Read it',
		}),
		forPerson('X48', {
			question: '`encrypted-content` of a pension fund reply document that is not encrypted',
			weDo: 'Decrypted only if the bytes are an encrypted message',
			where: 'N `KonturExtern/jobs/reply/pfrReplies.ts`',
			person: 'One such reply',
		}),
		forPerson('X49', {
			question: 'Several files in a compressed document',
			weDo: 'The archive is returned unchanged, with `compressed: true`',
			where: 'N `KonturExtern/jobs/document/openDocument.ts`',
			person: 'A demand with many attachments',
		}),
		forPerson('X50', {
			question: 'A raw signature made elsewhere has no recognizable format',
			weDo: 'Its length decides: 64 or 128 bytes (GOST), 256 to 512 (RSA)',
			where: 'N `KonturExtern/jobs/draft/chosenSignature.ts`',
			person: '–',
		}),
		forPerson('X52', {
			question: 'What does PUT return for a draft that was sent?',
			weDo: 'After any 4xx except 401, 403 and 429, the node reads the draft; a 200 with `docflow-id` counts as sent',
			where: 'N `KonturExtern/jobs/draft/runDraft.ts` `mayBeState`',
			person: 'PUT a sent draft',
		}),
		forPerson('X53', {
			question: 'Does PUT of a draft keep its documents?',
			weDo: 'Yes; documents that it no longer lists are uploaded again',
			where: 'N `KonturExtern/jobs/report/sendReport.ts` `openDraft`',
			person: 'PUT twice',
		}),
		forPerson('X54', {
			question: 'Does a repeated prepare with `generate-warrant` make a second power-of-attorney message?',
			weDo: 'Assumed not',
			where: 'N `KonturExtern/jobs/report/sendReport.ts`',
			person: 'Prepare twice',
		}),
		forPerson('X57', {
			question: 'A social fund file with no data to sign after the check',
			weDo: 'No signature is added: the file carries its own',
			where: 'N `KonturExtern/jobs/report/reportSigning.ts`',
			person: 'Send a file signed with XMLDSig',
		}),
		forPerson('X58', {
			question:
				'Does a PUT with a client-side ID create a drafts builder, its documents and files, also after a DELETE of that ID?',
			weDo: 'Yes; a different ID in the response stops the job',
			where: 'N `KonturExtern/jobs/demand/buildInventory.ts`',
			person: 'PUT a builder with a new GUID, delete it, PUT it again',
		}),
		forPerson('X59', {
			question: 'Does PUT return 409 for a builder that is building or has finished?',
			weDo: 'A 409 continues with the build',
			where: 'N `KonturExtern/jobs/demand/buildInventory.ts`',
			person: 'PUT after a build',
		}),
		forPerson('X60', {
			question: 'Is `additional-info.original-drafts-builder-id` in the list of drafts?',
			weDo: 'Yes; it identifies the drafts of a finished builder',
			where: 'N `KonturExtern/jobs/builder/buildDrafts.ts`',
			person: 'List drafts after a build',
		}),
		forPerson('X61', {
			question: 'Must the SEDO read notice be sent before the read mark?',
			weDo: 'Notice first; if it fails, no mark',
			where: 'N `KonturExtern/jobs/reply/formalReplies.ts`, `KonturExtern/jobs/reply/answerDocflow.ts`',
			person: 'Send the mark first on the test stand',
		}),
		forPerson('X62', {
			question: 'Which SEDO replies are unsigned?',
			weDo: 'Only `…-receipt-notification-message` is signed (raw signature)',
			where: 'N `KonturExtern/jobs/reply/formalReplies.ts`',
			person: 'Check whether the reply has `save-signature`',
		}),
		forPerson('X63', {
			question: 'Are the 6 working days for a demand counted from `send-date`, without that day?',
			weDo: "Yes; Kontur's own `receipt-deadline-date` takes precedence. Working days follow the government's decrees",
			where: 'N `KonturExtern/jobs/reply/deadlines.ts`',
			person: 'Compare with a demand that has both',
		}),
		forPerson('X64', {
			question:
				"Does a formalized file of an inventory need the sender's signature if there is no counterparty's signature?",
			weDo: "Signed with the sender's certificate",
			where: 'N `KonturExtern/jobs/demand/buildInventory.ts`',
			person: 'Build one without',
		}),
		forPerson('X65', {
			question: 'Statuses and events of fss-sick-report and cbrf-report, success states of fss-report?',
			weDo: 'fss-sick-report as fss-report; cbrf-report by its documents; the state by the last document',
			where: 'E `extern/flows/{fss,others}.ts`',
			person: 'Read one such document flow',
		}),
		forPerson('X66', {
			question: 'Do 4-FSS and sick registers take a raw signature over data to sign, as SEDO does?',
			weDo: 'Assumed for every draft with `fss-code`',
			where: 'E `extern/draftDocuments.ts`; N `KonturExtern/jobs/report/sendReport.ts`',
			person: 'Add such a file to a draft',
		}),
		forPerson('X67', {
			question: 'To which recipient is a report to the Bank of Russia addressed in a draft?',
			weDo: 'Only the document type says so',
			where: 'E `extern/flows/others.ts`',
			person: 'Ask Kontur',
		}),
		forPerson('X68', {
			question: 'Must PUT of a signed ZPED file repeat the document type?',
			weDo: 'It is sent; without it, the emulator treats the file as a social fund report',
			where: 'E `extern/draftDocuments.ts`',
			person: 'PUT without a type',
		}),
		forPerson('X69', {
			question:
				'Does a draft made by a drafts builder give `description.original-drafts-builder.document-id`, and `meta` as it was sent?',
			weDo: '*Demand: Reply* continues with drafts of an earlier run only if both are visible, else it rebuilds them',
			where: 'N `KonturExtern/jobs/demand/sendInventory.ts`',
			person: 'Read a draft that was built',
		}),
		forPerson('X70', {
			question: 'Is `payer-inn` of a demand always the INN of the company that must reply?',
			weDo: 'Another Payer INN is refused',
			where: 'N `KonturExtern/jobs/demand/demandParties.ts`',
			person: 'A demand to a branch',
		}),
		forPerson('X71', {
			question: 'Does Kontur refuse formalized documents in UTF-8 that say so?',
			weDo: 'Only a file that contradicts its own declaration is refused',
			where: 'N `KonturExtern/jobs/demand/demandFiles.ts`',
			person: 'Answer a demand with one',
		}),
		forPerson('X72', {
			question: 'What does the feed return for an ID that is no longer stored?',
			weDo: '400, 404 and 410 count as lost: the feed is read from its beginning and known events are skipped; "the oldest" continues',
			where: 'N `KonturExtern/trigger/state/feed.ts`, `KonturExtern/trigger/feed.ts`; E switch `lostCursor`',
			person: 'Read from an ID that is years old',
		}),
		forPerson('X73', {
			question: 'Is `first-event-id` equal to the requested `fromId`?',
			weDo: 'Not needed: a page that brings only known events is requested again',
			where: 'N `KonturExtern/trigger/state/feed.ts` `isDoubtful`',
			person: 'Read two pages',
		}),
		forPerson('X74', {
			question: 'Can an empty page of the feed have a next cursor?',
			weDo: 'It is requested again and accepted if both responses agree',
			where: 'N `KonturExtern/trigger/feed.ts`',
			person: 'Long use',
		}),
		forPerson('X75', {
			question:
				'Are `updatedFrom`, `updatedTo`, `createdFrom` and `createdTo` inclusive, and do they compare with `last-change-date`?',
			weDo: 'One millisecond is read twice; keys prevent duplicates',
			where: 'N `KonturExtern/trigger/docflowList.ts`',
			person: 'Ask for the second of a known change',
		}),
		forPerson('X76', {
			question: 'How late does a list show a change?',
			weDo: 'One hour is assumed, three days for incoming document flows',
			where: 'N `KonturExtern/trigger/docflowWatch.ts`',
			person: 'Long use of both modes in parallel',
		}),
		forPerson('X77', {
			question: 'Event states of the social fund and of the Interior Ministry are documented nowhere',
			weDo: 'Shown as their URN',
			where: 'N `KonturExtern/api/urns`',
			person: 'Read the feed',
		}),
		forPerson('X78', {
			question: 'A draft lists its documents only by address',
			weDo: 'The list in the editor reads each one, at most 99',
			where: 'N `KonturExtern/fields/locators/parts.ts`',
			person: '–',
		}),
		forPerson('X79', {
			question: 'Is a deadline written with a zone compared by days or by moments?',
			weDo: 'Sent with its zone',
			where: 'N `KonturExtern/fields/docflow/filters.ts`',
			person: 'Filter demands at a day border',
		}),
		forPerson('X80', {
			question: 'Does every response have `X-Kontur-Trace-Id`, as the pages say, also one without a body?',
			weDo: 'A response whose body proves nothing (none, an empty list, a file) counts only with this header; a deletion is repeated and ends with 404',
			where: 'N `shared/transport/judge.ts`',
			person: 'Delete a draft through the proxy in use',
		}),
		forPerson('X81', {
			question:
				"Are the fields that the pages and SDKs show really always there: a task's type and state, a document flow's type, status and documents, `total-count` of each list, the result of a check and of a preparation?",
			weDo: 'Without them the outcome is open',
			where: 'N `KonturExtern/api/types.ts`',
			person: 'Long use; the error names the field',
		}),
		forPerson('X82', {
			question:
				'Which documents of a document flow does Kontur print: those with `support-print` `yes`, or `unknown` ones too?',
			weDo: 'Only `yes` (or `true`), and only a plain file',
			where: 'N `KonturExtern/jobs/document/saveArchive.ts`',
			person: 'Print a document with `unknown`',
		}),
		forPerson('X83', {
			question:
				'Does the second number in the name of a file for the social fund (`ПФР_…_075001_…`) name the office?',
			weDo: 'It is the recipient where nothing else is',
			where: 'N `shared/formats/reports/names.ts`',
			person: 'Send EFS-1 without a recipient',
		}),
		forPerson('X84', {
			question: 'What do the numbers 11 to 13 in a notice of calculated taxes mean?',
			weDo: 'The end of the month, from the 23rd',
			where: 'N `shared/formats/reports/periods.ts`',
			person: "Compare with Kontur's name of the period",
		}),
		forPerson('X85', {
			question: 'Do document flows of reports always have KND, period, correction number and payer?',
			weDo: 'One that lacks any of them is not taken for the same report',
			where: 'N `KonturExtern/jobs/report/alreadySent.ts`',
			person: 'List sent reports',
		}),
		forPerson('X86', {
			question:
				'Roots and namespaces of sick leaves, SEDO messages, notifications of the Interior Ministry and XBRL',
			weDo: 'A namespace that names the authority is enough; INN and KPP are taken from elements of that name',
			where: 'N `shared/formats/reports/formats.ts`',
			person: 'One file of each',
		}),
	],
};
