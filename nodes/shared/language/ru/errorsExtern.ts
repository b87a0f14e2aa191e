/** Russian errors, advice and notes of Kontur.Extern: its two nodes and its trigger. */
export const errorsExtern: Readonly<Record<string, string>> = {
	// Values of the node
	'The user in the credential sees no such account. Check Client INNs and the credential.':
		'Пользователь из учётных данных не видит такой учётной записи. Проверьте «ИНН клиентов» и учётные данные.',
	'The account has no organization with INN {0}': 'В учётной записи нет организации с ИНН {0}',
	'Check Organization INNs under Options, or choose another account.':
		'Проверьте «ИНН организаций» в «Дополнительно» или выберите другую учётную запись.',
	'Choose what to wait for: a status or a success state.': 'Выберите, чего ждать: статуса или исхода.',
	'The document flow finished ({0}) without becoming {1}.':
		'Документооборот завершён ({0}), а ждали другого: {1}.',
	' or ': ' или ',
	' and ': ' и ',
	'After {0} seconds the document flow is {1}, not {2}. Run the node again, or increase Wait at Most.':
		'Прошло {0} {0|секунда|секунды|секунд}, статус документооборота — {1}, а ждали другого: {2}. Запустите узел снова или увеличьте «Ждать не дольше (секунд)».',
	'"Phone" must have 10 digits, without the country code.':
		'В поле «Телефон» должно быть 10 цифр, без кода страны.',
	'"Custom Reply Type" is empty. Fill it in, or choose the type above.':
		'Поле «Другой тип ответа» пустое. Заполните его или выберите тип выше.',
	'The certificate of the sender': 'Сертификат отправителя',
	'One of the certificates': 'Один из сертификатов',
	'{0} cannot be read. Paste the whole certificate file (.cer) as PEM or base64 text, from the first to the last line.':
		'{0} не читается. Вставьте файл сертификата (.cer) целиком, текстом PEM или base64, от первой строки до последней.',
	'"{0}" must be a date, such as 2026-01-31.': 'В поле «{0}» должна быть дата, например 2026-01-31.',
	'"{0}" is empty. Fill it in: the tax office requires it.':
		'Поле «{0}» пустое. Заполните его: налоговая его требует.',
	'"Period From" must not be later than "Period To".':
		'«Отчётный период с» не может быть позже, чем «Отчётный период по».',
	'The tax office answers for one calendar year at a time. Send one request per year, each with its own period.':
		'Налоговая отвечает за один календарный год. Отправьте по запросу на каждый год, со своим периодом.',
	'Lists of codes need accrued amounts or information on accruals. Choose one of them in Balance Details, Include.':
		'Списки кодов действуют только вместе с начисленными суммами или информацией о начислениях. Выберите одно из них: «Детализация сальдо», «Включить в справку».',
	'Balance Details needs both Details by Quarter and Details by Year, or none of them.':
		'«Детализация сальдо»: заполните и квартал, и год — или ни того ни другого.',
	'"{0}" is nested too deeply.': 'В поле «{0}» слишком глубокая вложенность.',
	'"{0}" must be a JSON object, { … }. Look for a missing comma, quote or bracket.':
		'В поле «{0}» должен быть объект JSON: { … }. Возможно, пропущена запятая, кавычка или скобка.',
	'Nothing to change. Add a field under Update Fields.': 'Менять нечего. Добавьте поле в «Что изменить».',
	Citizenship: 'Гражданства',
	Professions: 'Профессии',
	Regions: 'Регионы',
	'Foreigners Exempt From Work Permits': 'Иностранцы, которым не нужно разрешение на работу',
	'Employer Status by Contract': 'Статус работодателя по договору',
	'Employer Status for Highly Qualified Specialists': 'Статус работодателя для ВКС',
	'Business Activities (OKVED)': 'Виды деятельности (ОКВЭД)',
	'Labor Migration Documents': 'Документы трудового мигранта',
	'Identity Documents of Foreigners': 'Документы, удостоверяющие личность иностранца',
	'Employment Contract Types': 'Виды трудовых договоров',

	// IDs that the node chose, and what cannot be found
	'Kontur did not create the draft under the requested ID, so running this node again could send it twice. {0}, and please report this.':
		'Контур создал черновик не с тем ID, который просил узел, поэтому повторный запуск мог бы отправить документ дважды. {0} и сообщите нам об этом.',
	'Kontur did not create the drafts builder under the requested ID, so running this node again could send it twice. {0}, and please report this.':
		'Контур создал конструктор черновиков не с тем ID, который просил узел, поэтому повторный запуск мог бы отправить документы дважды. {0} и сообщите нам об этом.',
	'Reply to this demand with the Drafts Builder operations':
		'Ответьте на это требование операциями конструктора черновиков',
	'Send this letter with the Drafts Builder operations':
		'Отправьте это письмо операциями конструктора черновиков',
	'Send this report with the Draft operations': 'Отправьте этот отчёт операциями черновика',
	'The inventory has no document with this ID. Look it up with Inventory: Get.':
		'В описи нет документа с таким ID. Посмотрите его операцией «Опись: Получить».',
	'Document {0}': 'Документ {0}',
	'… and {0} more': '… и ещё {0}',

	// Sending: checks and results
	'Kontur cannot encrypt for the recipient {0}, so nothing was sent':
		'Контур не может зашифровать для получателя {0}, поэтому ничего не отправлено',
	'Check the code of the authority; Reference Data: Get Authorities lists them.':
		'Проверьте код контролирующего органа. Все коды показывает операция «Справочники: Получить контролирующие органы».',
	'The draft has no documents to sign. Add them with Draft Document: Add.':
		'В черновике нет документов для подписи. Добавьте их операцией «Документ черновика: Добавить».',
	'Nothing was sent. Run this node again.': 'Ничего не отправлено. Запустите узел снова.',
	'Kontur reports that the draft was checked, but not what it found. {0}':
		'Контур сообщил, что черновик проверен, но не сообщил результат. {0}',
	'Kontur reports that the draft was prepared, but not with what result. {0}':
		'Контур сообщил, что черновик подготовлен, но не сообщил результат. {0}',
	'Kontur did not respond to the request to send the draft, and the draft has not been sent. Run this node again: it checks the draft first and never sends twice.':
		'Контур не ответил на запрос об отправке, черновик не отправлен. Запустите узел снова: сначала он посмотрит на черновик и дважды ничего не отправит.',
	'Kontur is still working after {0} seconds. Run this node again: it resumes the work and never sends twice':
		'Прошло {0} {0|секунда|секунды|секунд}, а Контур ещё работает. Запустите узел снова: он продолжит с того же места и дважды ничего не отправит',
	'Kontur reports that the draft was sent, but names no document flow. Run this node again: it looks at the draft first and never sends twice.':
		'Контур сообщил, что черновик отправлен, но не назвал документооборот. Запустите узел снова: сначала он посмотрит на черновик и дважды ничего не отправит.',
	'Kontur has not prepared the data to sign for this document. Run Draft: Check first.':
		'Контур ещё не подготовил данные для подписи этого документа. Сначала запустите «Черновик: Проверить».',
	'Kontur has no unencrypted content of this document to sign.':
		'У Контура нет незашифрованного содержимого этого документа, подписывать нечего.',
	'This authority requires a signature over data that Kontur provides':
		'Этот контролирующий орган требует подписать данные, которые даёт Контур',
	'Set Signature to Sign with Certificate.': 'Выберите в поле «Подпись» вариант «Подписать сертификатом».',

	// Files
	'Uploaded content has no file name. Add "File Name" under Additional Fields.':
		'У загруженного контента нет имени файла. Добавьте «Имя файла» в «Ещё поля».',
	'The item has no file to send': 'Во входном элементе нет файла для отправки',
	'Check Input Binary Fields and the previous node.': 'Проверьте «Входные поля с файлами» и предыдущий узел.',
	'{0} files ({1} and others)': '{0} {0|файл|файла|файлов} ({1} и другие)',
	'{0}: the file {1}': '{0}: файл {1}',
	'{0}: the file {1}{2}': '{0}: файл {1}{2}',
	'{0}: the file is empty': '{0}: файл пустой',
	'{0}: the file is larger than 4 MB': '{0}: файл больше 4 МБ',
	'{0}: the file is larger than 60 MB': '{0}: файл больше 60 МБ',
	'{0}: the file is larger than 30 GB': '{0}: файл больше 30 ГБ',
	'The file in the field "{0}"': 'Файл в поле «{0}»',
	'The file {0}.': 'Файл {0}.',
	'{0} has no name': '{0}: нет имени файла',
	'Name it as the authority prescribes.': 'Назовите файл так, как требует контролирующий орган.',
	'is empty': 'пустой',
	'Check the previous node.': 'Проверьте предыдущий узел.',
	'Kontur does not accept empty files. Check the previous node.':
		'Контур не принимает пустые файлы. Проверьте предыдущий узел.',
	'Kontur does not accept larger files. Send it in parts.':
		'Больше Контур не принимает. Отправьте файл частями.',
	'Kontur does not accept larger files in a reply to a demand. Scan in gray at 150 to 300 dpi, or split it into pages.':
		'Больше Контур не принимает в ответ на требование. Сканируйте в оттенках серого, 150–300 dpi, или разбейте файл на страницы.',
	'The tax office does not accept larger attachments of letters. Split the file, or scan in gray at 150 to 300 dpi.':
		'Больше налоговая не принимает в приложениях к письму. Разбейте файл или сканируйте в оттенках серого, 150–300 dpi.',
	'which the tax office does not accept in a reply': 'а такие налоговая в ответ на требование не принимает',
	'Provide scans as JPG, PNG, PDF or TIF, and formalized documents as XML.':
		'Сканы нужны в JPG, PNG, PDF или TIF, формализованные документы — в XML.',
	'Export it again from the program that made it.': 'Выгрузите его заново из программы, где он создан.',
	'Export it again from the program that made it, and check the previous node.':
		'Выгрузите его заново из программы, где он создан, и проверьте предыдущий узел.',
	'{0}: "{1}" is not a demand item number': '{0}: «{1}» — не пункт требования',
	'Fill in Demand Item Number as 1.XX or 2.XX, for example 1.01, as in the demand.':
		'Введите «Пункт требования» в виде 1.XX или 2.XX, например 1.01, как в самом требовании.',
	'; the tax office accepts only windows-1251': '; налоговая принимает только windows-1251',
	'Save the file in windows-1251, with encoding="windows-1251" in its first line, or turn on the option Convert to Windows-1251.':
		'Сохраните файл в windows-1251, с encoding="windows-1251" в первой строке, или включите «Перекодировать в windows-1251».',
	'{0}: the file has characters that windows-1251 lacks: {1}':
		'{0}: в файле есть символы, которых нет в windows-1251: {1}',
	'Replace these characters in the program that made the file.':
		'Замените эти символы в программе, где создан файл.',
	"The counterparty's signature would not fit the document after its conversion to windows-1251":
		'После перекодировки в windows-1251 подпись контрагента не подойдёт к документу',
	'Ask for the document in windows-1251, or turn off Convert to Windows-1251.':
		'Попросите документ в windows-1251 или выключите «Перекодировать в windows-1251».',
	'The archive would be larger than 4 GB': 'Архив получится больше 4 ГБ',
	'Download the documents one by one with Download Documents.':
		'Скачайте документы по одному операцией «Скачать документы».',

	// Provided signatures
	'Provide the detached signature (.sig, .p7s) as DER, PEM or base64.':
		'Нужна отсоединённая подпись (.sig, .p7s): DER, PEM или base64.',
	'Provide a detached signature (.sig, .p7s) of the document as Kontur holds it.':
		'Нужна отсоединённая подпись (.sig, .p7s) именно того документа, который хранит Контур.',
	'it is empty': 'файл пустой',
	'it is {0}': 'это {0}',
	'Not a valid signature file: {0}': 'Это не файл подписи: {0}',
	'Not a valid signature file: it is larger than 64 MB, so it is or contains a document':
		'Это не файл подписи: он больше 64 МБ, значит, это документ или подпись с документом внутри',
	'The signature is in the field "{0}". Provide a detached signature of the file.':
		'Подпись взята из поля «{0}». Нужна отсоединённая подпись этого файла.',
	'The signature is in the field "{0}". Provide the counterparty\'s signature of this file.':
		'Подпись взята из поля «{0}». Нужна подпись контрагента под этим файлом.',
	'The signature is in the field "{0}". Provide the signatures in the order of the files, each made over its file with the sender\'s certificate.':
		'Подпись взята из поля «{0}». Подписи нужны в порядке файлов, каждая — под своим файлом, сертификатом отправителя.',
	'{0}: the signature does not belong to this file': '{0}: подпись не от этого файла',
	'Found: {0}. {1}': 'Проверка: {0}. {1}',
	'{0}: the signature contains a document': '{0}: внутри подписи документ',
	'A detached signature is needed. {0}': 'Нужна отсоединённая подпись. {0}',
	'{0}: the signature file contains certificates but no signature':
		'{0}: в файле подписи только сертификаты, подписи нет',
	'{0}: the signature was made over the base64 text of this file, not over the file':
		'{0}: подписан текст base64 этого файла, а не сам файл',
	'Sign the file as it is. {0}': 'Подпишите сам файл. {0}',
	'it does not match': 'не подходит',
	"{0}: the signature was not made with the sender's certificate":
		'{0}: подпись сделана не сертификатом отправителя',
	'Provide the certificate (.cer) that signed the files; it must be valid now.':
		'Нужен сертификат (.cer), которым подписаны файлы; он должен действовать сейчас.',
	'{0}: {1} files have {2} signatures': '{0}: файлов — {1}, подписей — {2}',
	'Name one signature for each file in Signature Binary Fields, in the order of the files.':
		'Назовите в поле «Входные поля с подписями» по одной подписи на файл, в порядке файлов.',
	'Kontur provides no data for a raw signature here. Set Signature Type to Automatic.':
		'Данных для «сырой» подписи Контур здесь не даёт. Выберите «Вид подписи»: «Автоматически».',
	'Kontur provides nothing to sign here.': 'Контур не даёт здесь ничего для подписи.',
	'Sign a text file (UTF-8 without BOM) that contains only the key, without a line break.':
		'Подпишите текстовый файл (UTF-8 без BOM), в котором только ключ, без перевода строки.',

	// Parties of a report
	'{0}: {1} is {2}, but {3} in {4}': '{0}: {1} — {2}, а в файле {4} — {3}',
	'A report has one payer and one recipient. Send these files separately.':
		'У отчёта один налогоплательщик и один получатель. Отправьте эти файлы отдельно.',
	'INN {0}': 'ИНН {0}',
	'INN {0}, KPP {1}': 'ИНН {0}, КПП {1}',
	'{0}: {1} {2}, not {3}': '{0}: {1} {2}, а не {3}',
	'Correct {0} in the node, or remove it to take it from the file.':
		'Исправьте в узле «{0}» или очистите поле, чтобы взять значение из файла.',
	'the payer': 'налогоплательщик',
	'the sender': 'отправитель',
	'the authority': 'контролирующий орган',
	'the office': 'инспекция',
	'the transit inspectorate': 'транзитная инспекция',
	'the registration number': 'регистрационный номер',
	'the payer in the report has INN': 'ИНН налогоплательщика в отчёте',
	'the payer in the report has KPP': 'КПП налогоплательщика в отчёте',
	'the report is for the tax office': 'код инспекции в отчёте',
	'{0}: the file does not say who the payer is': '{0}: в файле не указан налогоплательщик',
	'{0}: the file does not say who the sender is': '{0}: в файле не указан отправитель',
	'{0}: the file does not say who the recipient is': '{0}: в файле не указан получатель',
	'Fill in Payer INN under Additional Fields.': 'Заполните «ИНН налогоплательщика» в «Ещё поля».',
	'Fill in Sender INN and, for a company, Sender KPP under Additional Fields.':
		'Заполните в «Ещё поля» «ИНН отправителя», а для организации и «КПП отправителя».',
	'Choose Recipient and fill in Recipient Code under Additional Fields.':
		'Выберите в «Ещё поля» «Получатель» и заполните «Код получателя».',
	'Fill in Sender INN and Sender KPP under Additional Fields.':
		'Заполните «ИНН отправителя» и «КПП отправителя» в «Ещё поля».',
	'Send the report itself. Receipts are answered with Document Flow: Send Confirmations.':
		'Отправьте сам отчёт. На квитанции отвечает операция «Документооборот: Отправить подтверждения».',
	'Use the Draft operations, or another way that the authority offers.':
		'Отправьте его операциями черновика или другим способом, который предлагает орган.',
	'{0}: the file is for the {1} ({2}), not for the {3}':
		'{0}: получатель файла — {1} ({2}), а выбран другой: {3}',
	'Correct Recipient under Additional Fields, or choose From the File.':
		'Исправьте «Получатель» в «Ещё поля» или выберите «Из файла».',
	'{0}: two files have this name inside ({1} and {2})': '{0}: у двух файлов одно имя внутри (поля {1} и {2})',
	'A report is sent once. Name only one of the two in Input Binary Fields.':
		'Отчёт отправляют один раз. Назовите в поле «Входные поля с файлами» только один из двух.',
	'Check that this is the right file. If the authority accepts it, say what it is with Document Type in File Details.':
		'Проверьте, тот ли это файл. Если орган его принимает, укажите «Тип документа» в «Уточнить файлы».',
	'Bank of Russia': 'Банк России',
	'Interior Ministry': 'МВД',
	'social fund': 'Социальный фонд',
	'statistics office': 'Росстат',
	'tax office': 'налоговая',
	'is for the {0}{1}, to which Report: Send does not send':
		'предназначен другому получателю: {0}{1}; туда операция «Отчёт: Отправить» не отправляет',
	'is a receipt{0} that came from an authority, not a report':
		'— квитанция{0}, полученная от контролирующего органа, а не отчёт',
	'is a document{0} that came from an authority, not a report':
		'— документ{0}, полученный от контролирующего органа, а не отчёт',
	'is a formalized document ({0}), not a report; it goes with a reply to a demand':
		'— формализованный документ ({0}), а не отчёт; его отправляют в ответе на требование',
	'is a ZIP archive, not a report; unpack it first, for example with the node Compression':
		'— архив ZIP, а не отчёт; сначала распакуйте его, например узлом Compression',
	'The draft of the check could not be deleted. Nothing was sent. Delete it with Draft: Delete: {0}':
		'Черновик проверки удалить не удалось. Ничего не отправлено. Удалите его сами: «Черновик: Удалить», {0}',
	'is not in a report format that this node knows': 'не в том формате отчётов, который знает узел',
	'is wrapped in a SOAP envelope, as for a web service: save what its Body contains as a file of its own and send that':
		'в конверте SOAP, как для веб-сервиса: сохраните содержимое Body отдельным файлом и отправьте его',
	'is wrapped in a SOAP envelope, as for a web service: save the element {0} in its Body as a file of its own and send that':
		'в конверте SOAP, как для веб-сервиса: сохраните элемент {0} из Body отдельным файлом и отправьте его',

	// Reports that were sent before
	'To correct it, raise the correction number in the report. To send it once more as it is, fill in the option Send Again As.':
		'Чтобы исправить отчёт, увеличьте в нём номер корректировки. Чтобы отправить его ещё раз таким же, заполните «Отправить ещё раз с пометкой».',
	'If this notice corrects that one, fill in the option Send Again As: a notice has no correction number.':
		'Если это уведомление исправляет прежнее, заполните «Отправить ещё раз с пометкой»: номера корректировки у уведомления нет.',
	'Another file of the same report is still being sent. Run this node again: it sends only one of the two':
		'Другой файл того же отчёта ещё отправляется. Запустите узел снова: он отправит только один из двух',
	'{0}: this report ({1}) was already sent{2}, document flow {3}':
		'{0}: этот отчёт ({1}) уже отправлен{2}, документооборот {3}',
	' on {0}': ' {0}',

	// Demands and letters
	'The demand is for the payer with INN {0}, not for {1}':
		'Требование — налогоплательщику с ИНН {0}, а не {1}',
	'Remove Payer INN from Additional Fields, or choose a demand for this payer.':
		'Уберите «ИНН налогоплательщика» из «Ещё поля» или выберите требование этому налогоплательщику.',
	'Kontur does not say which payer the demand is for':
		'Контур не сообщил, какому налогоплательщику требование',
	'Fill in Payer INN and Payer KPP under Additional Fields.':
		'Заполните «ИНН налогоплательщика» и «КПП налогоплательщика» в «Ещё поля».',
	'Kontur does not say which tax office the demand came from':
		'Контур не сообщил, из какой инспекции требование',
	'Fill in Recipient Code under Additional Fields.': 'Заполните «Код получателя» в «Ещё поля».',
	'The demand has no document with this ID': 'В требовании нет документа с таким ID',
	'Leave Demand Document ID empty, or use one of these: {0}.':
		'Оставьте «ID документа требования» пустым или возьмите один из этих: {0}.',
	none: 'нет ни одного',
	'The document flow contains no file of a demand': 'В документообороте нет файла требования',
	'The demand has several files': 'В требовании несколько файлов',
	'Choose a demand from the tax office, or fill in Demand Document ID under Additional Fields.':
		'Выберите требование налоговой или заполните «ID документа требования» в «Ещё поля».',
	'Fill in Demand Document ID under Additional Fields: {0}.':
		'Заполните «ID документа требования» в «Ещё поля»: {0}.',
	'No power of attorney of the payer {0} is attached. If the authority wants one, add its file or its number (Machine-Readable Power of Attorney ID).':
		'Доверенность налогоплательщика {0} не приложена. Если орган её требует, добавьте её файл или «Номер МЧД».',
	'The power of attorney {0} of the payer {1} is attached.':
		'Приложена доверенность {0} налогоплательщика {1}.',
	'"{0}" is not an IP address': '«{0}» — не IP-адрес',
	'{0} is the address of a computer to itself, not of a sender':
		'{0} — адрес компьютера для самого себя, а не отправителя',
	'{0} is an address inside a network, which others do not see':
		'{0} — адрес внутри сети, снаружи его не видно',
	'{0} is an address for examples, which no network has': '{0} — адрес для примеров, ни у одной сети его нет',
	'{0} is a reserved address, which no network has': '{0} — зарезервированный адрес, ни у одной сети его нет',
	'Enter the public IPv4 address of the network that documents are sent from. To learn it, open yandex.ru/internet on a computer there, or ask the provider.':
		'Введите внешний адрес IPv4 сети, из которой отправляются документы. Чтобы его узнать, откройте yandex.ru/internet на компьютере в этой сети или спросите провайдера.',
	'A document has no files': 'У документа нет файлов',
	'Fill in Binary Fields for each document in Document Details.':
		'Заполните «Поля с файлами» у каждого документа в «Уточнить документы».',
	'{0}: a formalized document has only one file': '{0}: у формализованного документа только один файл',
	'Combine only scanned pages; list each XML file as a separate document.':
		'Объединять можно только страницы скана. Каждый файл XML укажите отдельным документом.',
	'The letter has no text': 'У письма нет текста',
	'Fill in Text.': 'Заполните «Текст».',
	'The text has characters that the tax office cannot read: {0}':
		'В тексте есть символы, которые налоговая не прочитает: {0}',
	'Letters are encoded in windows-1251. Replace these characters.':
		'Письма идут в windows-1251. Замените эти символы.',
	'Kontur does not say which organization the account belongs to':
		'Контур не сообщил, какой организации эта учётная запись',
	'"{0}" is not a region code': '«{0}» — не код региона',
	'Fill in Region Code as two digits, for example 66.': 'Введите «Код региона» двумя цифрами, например 66.',
	'Kontur cannot process {0} of {1} documents, so nothing was sent':
		'Контур не может обработать {0} из {1} {1|документа|документов|документов}, поэтому ничего не отправлено',
	'Correct the files and run the node again.\n{0}': 'Исправьте файлы и запустите узел снова.\n{0}',
	'Kontur reports that the drafts were built, but names none, so nothing was sent. Run this node again.':
		'Контур сообщил, что черновики собраны, но не назвал ни одного, поэтому ничего не отправлено. Запустите узел снова.',
	'Kontur has already built these drafts, but they no longer exist':
		'Контур уже собирал эти черновики, но их больше нет',
	'They were deleted, or sent long ago. To build them again, create a new drafts builder; in Demand: Reply and Letter: Send fill in "Send Again As".':
		'Их удалили или давно отправили. Чтобы собрать заново, создайте новый конструктор черновиков, а в операциях «Требование: Ответить» и «Письмо: Отправить» заполните «Отправить ещё раз с пометкой».',
	'Kontur did not respond to the request to build the drafts. Run this node again: it reads the builder first and never builds twice.':
		'Контур не ответил на запрос о сборке черновиков. Запустите узел снова: сначала он посмотрит на конструктор и дважды собирать не станет.',

	// Documents of a document flow
	'The decrypted file': 'Расшифрованный файл',
	'The compressed file': 'Сжатый файл',
	'Kontur has no decrypted file for this document. Choose Decrypt with Certificate, or provide the decrypted file.':
		'У Контура нет расшифрованного файла этого документа. Выберите «Расшифровать сертификатом» или передайте расшифрованный файл.',
	'The document is not encrypted for the certificate in the credential':
		'Документ зашифрован не для сертификата из учётных данных',
	'It is encrypted for serial number {0}. ': 'Он зашифрован для сертификата с серийным номером {0}. ',
	'{0}The credential holds {1}. Choose the credential with the right certificate; an expired one still decrypts.':
		'{0}В учётных данных — {1}. Выберите учётные данные с нужным сертификатом; просроченный тоже расшифрует.',
	'The document has no file. Some documents in a document flow only record an event.':
		'У документа нет файла. Некоторые документы документооборота только отмечают событие.',
	'Kontur printed the document but names no file of it. Run this node again.':
		'Контур создал печатную форму, но не назвал её файл. Запустите узел снова.',
	'The documents of this document flow cannot be requested':
		'Документы этого документооборота запросить нельзя',
	'Choose an incoming message from the social fund (SEDO). Other document flows already contain their documents. Get them with Document Flow: Download Documents.':
		'Выберите входящее сообщение СФР (СЭДО). В других документооборотах документы уже есть: получите их операцией «Документооборот: Скачать документы».',
	'The social fund returned an error instead of the documents. Download document {0} with Document Flow Document: Download to read it.':
		'Вместо документов СФР вернул ошибку. Прочитайте её: скачайте документ {0} операцией «Документ документооборота: Скачать».',
	'The exchange ended without documents.': 'Обмен завершён, документов нет.',
	'The documents were requested but did not arrive within {0} seconds. Run the node again later: it keeps waiting and does not request them twice.':
		'Документы запрошены, но за {0} {0|секунду|секунды|секунд} не пришли. Запустите узел позже: он продолжит ждать и второй раз не запросит.',

	// Replies, and what a person must do
	'Only known formal replies are sent automatically. Send this one with Reply.':
		'Автоматически уходят только известные формальные ответы. Этот отправьте операциями ресурса «Ответ».',
	'The pension fund requires signatures. Send this reply with Pension Fund Reply.':
		'Пенсионный фонд требует подписи. Отправьте этот ответ операциями ресурса «Ответ в ПФР».',
	'Request its documents first with Documents Request: Fetch Documents.':
		'Сначала запросите его документы: «Запрос документов: Запросить документы».',
	'Not processed, because Kontur keeps failing. Run the node again later.':
		'Не обработан: у Контура сбой за сбоем. Запустите узел позже.',
	'Stopped because Kontur keeps failing: {0} of {1} document flows were not processed. Run the node again later; nothing is sent twice.':
		'Остановлено: у Контура сбой за сбоем. Не обработано документооборотов: {0} из {1}. Запустите узел позже: дважды ничего не уйдёт.',
	'Decline the demand with code 0100300003, or choose another certificate. {0}':
		'Откажите в приёме требования с кодом 0100300003 или выберите другой сертификат. {0}',
	'Kontur found faults in the demand ({0}): decline it with Reply: Create, or accept it anyway':
		'Контур нашёл в требовании ошибки ({0}): откажите операцией «Ответ: Создать» или всё равно примите',
	'Weekends, public holidays and the days off that the government moved are considered.':
		'Учтены выходные, праздники и переносы выходных.',
	'Weekends and public holidays are considered. The days off that the government moves in {0} are not known to this version of the node, so the actual deadline may differ by a few days.':
		'Учтены выходные и праздники. Переносов выходных за {0} год эта версия узла не знает, поэтому настоящий срок может отличаться на несколько дней.',
	'The deadline is stated in the document itself.': 'Срок указан в самом документе.',
	'{0} {0|working day|working days} after it was sent. {1}':
		'{0} {0|рабочий день|рабочих дня|рабочих дней} со дня отправки. {1}',
	'Send the documents that the social fund requests': 'Отправьте документы, которые запрашивает СФР',
	'Reply to the message from the social fund': 'Ответьте на обращение СФР',
	'Reply to the demand from the social fund': 'Ответьте на требование СФР',
	'Send the payment details that the social fund requests':
		'Отправьте платёжные реквизиты, которые запрашивает СФР',
	'Send the data that the social fund needs to pay a benefit':
		'Отправьте сведения, без которых СФР не назначит пособие',
	'Reply to the notice from the social fund': 'Ответьте на уведомление СФР',
	'For a demand to pay a tax it is one working day.': 'Для требования об уплате налога — один рабочий день.',
	'Accept or decline the demand. Document Flow: Check Demand finds its faults; Reply: Create creates the reply.':
		'Примите требование или откажите. Ошибки в нём находит «Документооборот: Проверить требование», ответ создаёт «Ответ: Создать».',
	'Send the documents that the demand requests with Demand: Reply':
		'Отправьте документы по требованию: «Требование: Ответить»',
	'Read the letter: it may require a reply': 'Прочитайте письмо: на него может понадобиться ответ',
	'Rejected: read the reasons, correct the documents and send them again':
		'Отказ: прочитайте причины, исправьте документы и отправьте снова',
	'Accepted, but the authority requests a clarification: read what it needs':
		'Принято, но орган просит уточнить: прочитайте, что именно',
	'The reply has no document with this ID. Look it up with Pension Fund Reply: Get.':
		'В ответе нет документа с таким ID. Посмотрите его операцией «Ответ в ПФР: Получить».',
	'Kontur has no file for this document of the reply.': 'У Контура нет файла этого документа ответа.',
	'Kontur requires no reply to this document, or already has one.':
		'Ответ на этот документ не нужен или уже отправлен.',
	'This document allows several replies. Choose Reply Type: {0}.':
		'На этот документ можно ответить по-разному. Выберите «Тип ответа»: {0}.',

	// What needs attention
	'The certificate of {0} ends': 'Истекает сертификат: {0}',
	'an unnamed owner': 'владелец не указан',
	'Power of attorney {0} ends': 'Истекает доверенность {0}',
	'Power of attorney ends': 'Истекает доверенность',
	'Pay: {0}': 'Заплатить: {0}',
	'Send: {0}': 'Сдать: {0}',
	'Declined, send again: {0}': 'Отказ, сдать снова: {0}',

	// The trigger
	'The event names no document flow': 'В событии не назван документооборот',
	'"Start Date" is not a date': 'В поле «Дата начала» не дата',
	'Fill in "Start Date" in the trigger.': 'Заполните «Дата начала» в триггере.',
	'The list of document flows changed while it was read. The next poll tries again.':
		'Пока узел читал список документооборотов, он изменился. Следующий опрос прочитает его снова.',
	'{0}: {1} ({2} polls)': '{0}: {1} ({2} {2|опрос|опроса|опросов})',
	'and {0} more': 'и ещё {0}',
	'The trigger cannot read the account {0}': 'Триггер не может прочитать учётную запись {0}',
	'The trigger cannot read {0} accounts': 'Триггер не может прочитать учётные записи: {0}',
	'{0}\nThe other accounts are read. Ask the administrator of the account for access, or name the accounts to watch under Filters.':
		'{0}\nОстальные учётные записи читаются. Попросите доступ у администратора учётной записи или назовите нужные учётные записи в поле «Фильтры».',
	'This login has no access to the event feed': 'У этого логина нет доступа к ленте событий',
	'Kontur grants an integration access to the event feed on request. Ask Kontur support. The administrator of each account then shares its events with the integration. Until then, choose Document Flow Changes in "Trigger On"; it needs no extra rights.':
		'Ленту событий Контур открывает интеграции по запросу: обратитесь в поддержку Контура. Затем администратор каждой учётной записи делится её событиями с интеграцией. Пока выберите в поле «Trigger On» вариант «Изменения документооборотов»: дополнительных прав ему не нужно.',
	'"Event ID" is empty': 'Поле «ID события» пустое',
	'Fill in the ID to read from, or choose another value in "Start From".':
		'Введите ID, с которого читать, или выберите в поле «Начать» другое.',
	'Kontur.Extern returned a response without {0}. The next poll tries again.':
		'В ответе Контур.Экстерна нет нужного: {0}. Следующий опрос попробует снова.',
	'an object': 'объект',
};
