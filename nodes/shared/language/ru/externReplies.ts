/** Russian texts of replies and inventories in the Kontur.Extern Advanced panel. */
export const externReplies: Readonly<Record<string, string>> = {
	// Replies
	'Confirm the cloud signature of a reply': 'Подтвердить облачную подпись ответа',
	'Submit the code from the SMS; Kontur then signs the reply':
		'Передаёт код из СМС, после чего Контур подписывает ответ',
	'Create a reply': 'Создать ответ',
	'Generate the reply that a document requires, such as a receipt. Sign and send it next; a read mark of the social fund needs no signature.':
		'Создаёт ответ, которого требует документ, например извещение о получении. Затем подпишите и отправьте его. Отметке о прочтении для СФР подпись не нужна.',
	'Get a reply': 'Получить ответ',
	'Retrieve a reply: its content, data to sign and signature':
		'Возвращает ответ: его содержимое, данные для подписи и подпись',
	'Get a task of a reply': 'Получить задачу ответа',
	'Retrieve the status of a cloud signature. Once it succeeds, the reply is signed.':
		'Возвращает статус облачной подписи. Когда задача выполнена, ответ подписан.',
	'Send a reply': 'Отправить ответ',
	'Send a signed reply to the authority. This cannot be undone. Safe to run again: it returns the document flow and never sends twice.':
		'Отправляет подписанный ответ в контролирующий орган. Отменить нельзя. Запускать снова безопасно: узел вернёт документооборот и второй раз ничего не отправит.',
	'Sign a reply': 'Подписать ответ',
	'Attach a signature to a reply: sign with your certificate, or use a signature made elsewhere':
		'Добавляет подпись к ответу: вашим сертификатом или готовую',
	'Sign a reply in the cloud': 'Подписать ответ в облаке',
	"Sign a reply with a certificate stored in Kontur's cloud. Its owner may have to confirm by SMS or in the myDSS app. Submit an SMS code with Confirm Cloud Signature; check an app confirmation with Get Task.":
		'Подписывает ответ сертификатом из облака Контура. Владельцу может понадобиться подтвердить подпись по СМС или в приложении myDSS. Код из СМС передайте операцией «Подтвердить облачную подпись», подтверждение в приложении проверьте операцией «Получить задачу».',
	'Update Content': 'Заменить содержимое',
	'Update the content of a reply': 'Заменить содержимое ответа',
	'Replace the generated file of a reply with your own. Sign the reply afterwards.':
		'Заменяет сформированный файл ответа вашим. Затем подпишите ответ.',
	'Reply To': 'На что отвечать',
	'Whether the document belongs to a document flow, or to an inventory that answers a demand':
		'Документ относится к документообороту или к описи, которая отвечает на требование',
	'Document of a Document Flow': 'Документ документооборота',
	'Document of an Inventory': 'Документ описи',
	'A response from the tax office to documents that were sent in reply to its demand':
		'Ответ налоговой на документы, отправленные по её требованию',
	'The document flow of the document; for an inventory, that of the demand':
		'Документооборот этого документа, а для описи — документооборот требования',
	'The documents that were sent in reply to the demand': 'Документы, отправленные в ответ на требование',
	'The document to reply to, in the document flow or inventory':
		'Документ документооборота или описи, на который вы отвечаете',
	'Reply Type': 'Тип ответа',
	'Automatic suits most documents. A human should decide whether to accept or decline a demand.':
		'Для большинства документов подходит «Автоматически». Принять требование или отказать, пусть решает человек.',
	'Application: Receipt': 'Заявление: извещение о получении',
	'The reply that the document requires, if there is only one':
		'Ответ, которого требует документ, если он один',
	'Another type, as named in the reply links of the document':
		'Другой тип, как он назван в ссылках reply документа',
	'Demand: Accept': 'Требование: квитанция о приёме',
	'Demand: Decline': 'Требование: уведомление об отказе',
	'For the reasons found by Document Flow: Check Demand':
		'По причинам, которые нашла операция «Документооборот: Проверить требование»',
	'Demand: Receipt': 'Требование: извещение о получении',
	'Inventory: Receipt': 'Опись: извещение о получении',
	'Letter From the Statistics Office: Receipt': 'Письмо из Росстата: извещение о получении',
	'Letter From the Tax Office: Receipt': 'Письмо из ФНС: извещение о получении',
	'Letter to the Tax Office: Receipt': 'Письмо в ФНС: извещение о получении',
	'Reconciliation Request (ION): Receipt': 'ИОН-запрос: извещение о получении',
	'Report to the Statistics Office: Receipt': 'Отчёт в Росстат: извещение о получении',
	'Report to the Tax Office: Receipt': 'Отчёт в ФНС: извещение о получении',
	'Submission: Receipt': 'Представление: извещение о получении',
	'Custom Reply Type': 'Другой тип ответа',
	'The type without "urn:document:"': 'Тип без «urn:document:»',
	'Decline Reasons': 'Причины отказа',
	'Why the demand is declined. Document Flow: Check Demand finds the codes that apply.':
		'Почему вы отказываете. Подходящие коды находит операция «Документооборот: Проверить требование».',
	'0100100004 Signature Does Not Match Its Document': '0100100004 Подпись не соответствует документу',
	'0100300003 Encrypted for Another Recipient': '0100300003 Зашифровано для другого получателя',
	'Kontur cannot detect this: the demand cannot be decrypted':
		'Контур этого не увидит: такое требование не расшифровать',
	'0300300001 Main File Does Not Match Its Schema': '0300300001 Основной файл не соответствует схеме',
	'0300300030 Missing or Extra Attachments': '0300300030 Приложений не хватает или они лишние',
	'0400100005 INN or KPP of Another Organization': '0400100005 ИНН или КПП другой организации',
	'Reply ID': 'ID ответа',
	'ID of the reply, from the operation that created it': 'ID ответа из операции, которая его создала',
	'Always Ask for Confirmation': 'Всегда спрашивать подтверждение',
	'Whether to ask the certificate owner even where Kontur would sign without asking, such as receipts for the tax and statistics offices':
		'Спрашивать владельца сертификата и тогда, когда Контур подписал бы без вопроса, например извещения для налоговой и Росстата',

	// Replies to the pension fund
	'Confirm the cloud signature of a reply to the pension fund': 'Подтвердить облачную подпись ответа в ПФР',
	'Create a reply to the pension fund': 'Создать ответ в ПФР',
	'Generate the reply to a protocol or letter from the former pension fund. Sign each of its documents, then send the reply.':
		'Создаёт ответ на протокол или письмо бывшего ПФР. Подпишите каждый его документ и отправьте ответ.',
	'Get a reply to the pension fund': 'Получить ответ в ПФР',
	'Retrieve a reply with its documents, files and signatures': 'Возвращает ответ: документы, файлы и подписи',
	'Get a task of a reply to the pension fund': 'Получить задачу ответа в ПФР',
	'Send a reply to the pension fund': 'Отправить ответ в ПФР',
	'Send a signed reply to the pension fund. This cannot be undone. Safe to run again: it returns the document flow and never sends twice.':
		'Отправляет подписанный ответ в ПФР. Отменить нельзя. Запускать снова безопасно: узел вернёт документооборот и второй раз ничего не отправит.',
	'Sign a document in a reply to the pension fund': 'Подписать документ ответа в ПФР',
	'Attach a signature to a document in the reply: sign with your certificate, or use a signature made elsewhere':
		'Добавляет подпись к документу ответа: вашим сертификатом или готовую',
	'Sign a reply to the pension fund in the cloud': 'Подписать ответ в ПФР в облаке',
	'Upload the decrypted file of a document in a reply to the pension fund':
		'Загрузить расшифрованный файл документа ответа в ПФР',
	'Upload the decrypted file of a document in the reply, so that it can be signed':
		'Загружает расшифрованный файл документа ответа, чтобы его можно было подписать',
	'Reply Document ID': 'ID документа ответа',
	'ID of a document in the reply. Each document has to be signed.':
		'ID документа ответа. Подписать нужно каждый документ.',
	'The decrypted file, from the input item': 'Расшифрованный файл из входного элемента',
	'Decrypted inside n8n with the key of the Kontur Certificate credential':
		'Узел расшифрует файл в n8n ключом из учётных данных «Контур: сертификат для подписи»',

	// Inventories
	'Get an inventory': 'Получить опись',
	'Retrieve an inventory: its status, its documents and the response of the tax office. Turn Simplify off to see the documents.':
		'Возвращает опись: статус, документы и ответ налоговой. Чтобы увидеть документы, выключите «Упростить».',
	'Get many inventories': 'Получить список описей',
	'Retrieve the inventories that were sent in reply to a demand from the tax office':
		'Возвращает описи, отправленные в ответ на требование налоговой',
	'Confirm cloud decryption of a document in an inventory':
		'Подтвердить расшифровку документа описи в облаке',
	'Decrypt a document in an inventory in the cloud': 'Расшифровать документ описи в облаке',
	'Download a document in an inventory': 'Скачать документ описи',
	'Download a signature of a document in an inventory': 'Скачать подпись документа описи',
	'Download a signature as a file (.sig). Inventory: Get lists the signatures of a document.':
		'Скачивает подпись файлом (.sig). Подписи документа показывает операция «Опись: Получить».',
	'Get a task of a document in an inventory': 'Получить задачу документа описи',
	'Print a document in an inventory': 'Получить печатную форму документа описи',
	'Upload the decrypted file of a document in an inventory': 'Загрузить расшифрованный файл документа описи',
	'Upload the decrypted file of an encrypted document, so that Kontur can print and show it':
		'Загружает расшифрованный файл зашифрованного документа, чтобы Контур мог напечатать и показать его',
	'A document in the inventory, sent or received': 'Документ описи, отправленный или полученный',
};
