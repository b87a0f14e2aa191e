/** Texts of Kontur.Extern that no other node shows. */
export const extern: Readonly<Record<string, string>> = {
	'Kontur.Extern': 'Контур.Экстерн',
	'Send reports to Russian authorities through Kontur.Extern and track the responses':
		'Сдать отчётность через Контур.Экстерн и следить за ответами контролирующих органов',

	// Resources
	Report: 'Отчёт',
	Demand: 'Требование',
	Calendar: 'Календарь',
	'What Needs Attention': 'Что требует внимания',

	// Report
	'Send a report': 'Отправить отчёт',
	'Send a report in one step: recognize its files, upload, sign, check, prepare and send them, and wait for the document flow. This cannot be undone. Nothing is sent if the files have errors. Safe to run again: it continues where it stopped and never sends twice.':
		'Отправляет отчёт за один шаг: распознаёт файлы, загружает, подписывает, проверяет, готовит, отправляет и дожидается документооборота. Отменить нельзя. Если в файлах ошибки, ничего не уйдёт. Можно запускать снова: продолжит, где остановился, и второй раз не отправит.',
	'Recognize report files': 'Распознать файлы отчёта',
	'Read what report files are: form, period, payer, sender, office, and problems that prevent sending. Nothing leaves n8n.':
		'Читает, что это за файлы: форма, период, налогоплательщик, отправитель, инспекция — и что мешает их отправить. Из n8n ничего не уходит.',
	'Check Without Sending': 'Проверить без отправки',
	'Check a report without sending it': 'Проверить отчёт, не отправляя',
	'Have Kontur check a report: its files are uploaded, signed, checked and prepared, errors go to the output, and the draft is deleted. Nothing is sent.':
		'Проверяет отчёт в Контуре: загружает файлы, подписывает, проверяет и готовит, ошибки возвращает, черновик удаляет. Ничего не отправляет.',
	'Input Binary Fields': 'Входные поля с файлами',
	'The names of the input fields containing the files, separated by commas; * for all':
		'Имена входных полей с файлами через запятую; * — все',
	'The files to recognize; each becomes one output item':
		'Файлы, которые нужно распознать; на каждый — один элемент на выходе',
	'Works Without Credential': 'Работает без учётных данных',
	'The report, its attachments and a power-of-attorney message, sent together. The node reads form, period, payer, sender and recipient from the files.':
		'Отчёт, приложения к нему и сообщение о представительстве: они уйдут вместе. Форму, период, налогоплательщика, отправителя и получателя узел берёт из файлов.',
	'Whether to sign with your certificate or to use signatures made elsewhere':
		'Подписать вашим сертификатом или взять готовые подписи',
	'Binary Files': 'Готовые файлы подписей',
	'Detached signatures made elsewhere, as files of the input item':
		'Отсоединённые подписи, сделанные в другой программе, — файлами входного элемента',
	'Signature Binary Fields': 'Входные поля с подписями',
	'The names of the input fields containing the signatures, in the order of the files':
		'Имена входных полей с подписями, в том же порядке, что и файлы',
	'One for each file. They are verified before anything is sent.':
		'По одной на каждый файл. До отправки узел их проверит.',
	'From the File': 'Из файла',
	'For files that name their office, such as those for the tax office':
		'Если инспекция названа в самом файле, как в отчётах для налоговой',
	'The authority that receives the report': 'Орган, в который уходит отчёт',
	'INN of the sender. Leave empty to take it from the file.':
		'ИНН отправителя. Пустое поле — узел возьмёт его из файла.',
	'KPP of the sender. Leave empty to take it from the file.':
		'КПП отправителя. Пустое поле — узел возьмёт его из файла.',
	'File Details': 'Уточнить файлы',
	'Add File': 'Добавить файл',
	'For files whose name or type was not recognized correctly':
		'Для файлов, у которых имя или тип определились неверно',
	Files: 'Файлы',
	'One of the input binary fields above': 'Одно из входных полей с файлами, названных выше',
	'The name that the authority prescribes': 'Имя, которого требует формат органа',
	'Needed only where Kontur cannot recognize it, such as for letters to Rosstat':
		'Нужен, только если Контур не может его определить, например для писем в Росстат',
	'Whether to convert files for the tax office from UTF-8 or UTF-16 to windows-1251 before they are signed. Characters that windows-1251 lacks are listed, and nothing is sent.':
		'До подписания перекодировать файлы для налоговой из UTF-8 или UTF-16 в windows-1251. Если каких-то знаков в windows-1251 нет, узел назовёт их и ничего не отправит.',
	'How long to wait for Kontur. Large reports can take more than ten minutes. If time runs out, run the node again: it continues where it stopped.':
		'Сколько ждать Контура. Большой отчёт может занять больше десяти минут. Время вышло — запустите узел снова: он продолжит, где остановился.',
	'Dry Run': 'Пробный запуск',
	'Whether to only test: the files are uploaded, signed, checked and prepared, errors go to the output, and the draft is deleted. Nothing is sent.':
		'Только проверить: файлы загружаются, подписываются, проверяются и готовятся, ошибки возвращаются, черновик удаляется. Ничего не отправляется.',
	'Send Again As': 'Отправить ещё раз с пометкой',
	'second time, at the request of the tax office': 'второй раз, по просьбе налоговой',
	'The same files for the same payer and recipient are sent only once; running the node again returns their document flow. A report that was sent from another file, with the same form, period and correction number, is refused. To send it once more, enter any new text here. Each text also sends only once.':
		'Одни и те же файлы за одного налогоплательщика одному получателю уходят один раз; новый запуск вернёт их документооборот. Отчёт той же формы, за тот же период и с тем же номером корректировки, но из другого файла узел не отправит. Чтобы отправить ещё раз, введите здесь любой новый текст. С каждым текстом отчёт тоже уйдёт один раз.',

	// Document flow
	'Wait for Status': 'Дождаться статуса',
	'Wait for a status of a document flow': 'Дождаться статуса документооборота',
	'Wait until a document flow reaches one of the chosen statuses or success states. Stops early when the document flow finishes, because nothing more will happen.':
		'Ждёт, пока документооборот не получит один из выбранных статусов или исходов. Если документооборот завершён, дольше не ждёт: больше ничего не произойдёт.',
	'Download Documents': 'Скачать документы',
	'Download the documents in a document flow': 'Скачать документы документооборота',
	'Download the files of all documents in a document flow, decrypted with your certificate and unpacked, one item per file':
		'Скачивает файлы всех документов документооборота, расшифрованные вашим сертификатом и распакованные; на каждый файл — один элемент',
	'Save Archive': 'Сохранить архив',
	'Save a document flow as an archive': 'Сохранить документооборот в архив',
	'Save a document flow for your records as one ZIP archive: documents, signatures, confirmations and receipts, print forms, and a text in Russian with what it is and the dates':
		'Собирает документооборот в один zip для вашего архива: документы, подписи, подтверждения и квитанции, печатные формы и текст — что это и какого числа',
	'Send Confirmations': 'Отправить подтверждения',
	'Send confirmations for document flows': 'Отправить подтверждения по документооборотам',
	'Generate, sign and send the confirmations that document flows require (receipts, read notices and read marks), and list what needs a human and by when. This cannot be undone. Safe to run again: it sends nothing twice.':
		'Формирует, подписывает и отправляет подтверждения, которых ждут документообороты: квитанции и извещения, уведомления и отметки о прочтении. Остальное возвращает списком: что сделать человеку и до какого дня. Отменить нельзя. Можно запускать снова: второй раз ничего не уйдёт.',
	'Document Flows': 'Документообороты',
	'Whether to process one document flow, or all that match the filters':
		'Обработать один документооборот или все, что подходят под фильтры',
	'All Open Document Flows': 'Все незавершённые документообороты',
	'One Document Flow': 'Один документооборот',
	'Only unfinished document flows are processed unless State is set. Messages from the social fund (SEDO) and inventories are included only if Document Flow Types names them.':
		'Если «Состояние» не задано, берутся только незавершённые документообороты. Сообщения СФР (СЭДО) и описи попадут сюда, только если назвать их в поле «Типы документооборотов».',
	'Accept Demands': 'Принимать требования',
	'Whether to accept demands from the tax office in which Kontur finds no faults. Acceptance starts the deadline to reply. If off, only the receipt is sent and a human decides.':
		'Принимать требования налоговой, в которых Контур не нашёл нарушений. С приёма начинается срок ответа. Если выключено, уйдёт только извещение о получении, а решит человек.',
	'Whether to only list what would be sent, without creating or sending anything':
		'Только показать, что ушло бы. Ничего не создаётся и не отправляется.',
	'Whether to decrypt encrypted files inside n8n with the key of the Kontur Certificate credential. A file for another certificate stays encrypted.':
		'Расшифровать файлы внутри n8n ключом из учётных данных «Контур: сертификат для подписи». Файл, зашифрованный для другого сертификата, останется зашифрованным.',
	'Include Print Forms': 'Добавить печатные формы',
	'Whether to add the print forms with signature stamps, where Kontur can print a document':
		'Добавить печатные формы со штампами подписей — для документов, которые Контур умеет печатать',
	'Only documents of these types, separated by commas. Leave empty for all.':
		'Только документы этих типов, через запятую. Пустое поле — все.',
	'Document Type Names or IDs': 'Типы документов: из списка',
	'Enter unlisted types in Document Types': 'Чего нет в списке, введите в поле «Типы документов»',
	'Whether to decrypt encrypted files inside n8n with the key of the Kontur Certificate credential. An expired certificate works too.':
		'Расшифровать файлы внутри n8n ключом из учётных данных «Контур: сертификат для подписи». Подойдёт и сертификат, срок которого истёк.',
	'Unpack Archives': 'Распаковать архивы',
	'Whether to unpack files that were compressed for transfer; each file of an archive becomes an item. Encrypted files stay as they are.':
		'Распаковать файлы, сжатые для передачи; каждый файл архива станет отдельным элементом. Зашифрованные файлы останутся как есть.',
	'Include Signatures': 'Добавить подписи',
	'Whether to add the signatures of each document to its item, in the output fields signature1, signature2 and so on':
		'Добавить к элементу каждого документа его подписи, в выходные поля signature1, signature2 и так далее',
	'If Encrypted for Another Certificate': 'Если зашифрован для другого сертификата',
	'What to do with a document that your certificate cannot decrypt':
		'Что делать с документом, который ваш сертификат не расшифровывает',
	Fail: 'Остановиться с ошибкой',
	'Return the Encrypted File': 'Вернуть зашифрованный файл',
	'Skip the Document': 'Пропустить документ',
	Statuses: 'Статусы',
	'Any: Finished': 'Любой: завершён',
	'No further exchange is expected': 'Обмена больше не будет',
	'Any: Response Arrived': 'Любой: получен ответ',
	'The authority has responded; for the social fund, the requested documents have arrived':
		'Орган ответил; для СФР — пришли запрошенные документы',
	'Incoming: Arrived': 'Входящий: получение подтверждено',
	'You have sent the receipt for a demand, or requested documents from the social fund':
		'Вы отправили извещение о получении требования или запросили документы у СФР',
	'Incoming: Processed': 'Входящий: обработан',
	'You have accepted or declined a demand, or sent the read mark to the social fund':
		'Вы приняли требование или отказали в приёме либо отправили в СФР отметку о прочтении',
	'Incoming: Received': 'Входящий: пришёл',
	'It has arrived and can be read': 'Получен, можно читать',
	'Outgoing: Delivered': 'Исходящий: доставлен',
	'The authority has received it': 'Орган его получил',
	'Outgoing: Response Processed': 'Исходящий: ответ обработан',
	'You have sent the receipt for an acceptance or rejection':
		'Вы отправили извещение о получении в ответ на квитанцию о приёме или на уведомление об отказе',
	'Outgoing: Sent': 'Исходящий: отправлен',
	'The wait ends at the first match. Choose every acceptable status, because one can come and go between two checks. Letters to the tax office never finish.':
		'Ожидание кончается на первом совпадении. Выберите все статусы, которые подходят: между двумя проверками статус может смениться. Письма в налоговую не завершаются никогда.',
	'Rejected, or could not be processed': 'Орган отказал или не смог обработать',
	'Accepted by the authority': 'Принят органом',
	'Accepted, but a clarification is required': 'Принят, но орган просит уточнений',
	"The authority's decision. The wait ends at the first match, whatever the status.":
		'Что решил орган. Ожидание кончается на первом совпадении, какой бы ни был статус.',
	'How long to wait. An authority can take hours or days; in that case run the node again on a schedule.':
		'Сколько ждать. Орган может отвечать часами и днями; тогда запускайте узел снова по расписанию.',
	'If the Status Is Not Reached': 'Если не дождались',
	'What to do when time runs out or the document flow finishes':
		'Что делать, если время вышло или документооборот завершился',
	'Return the Document Flow': 'Вернуть документооборот',
	'The output has "reached": false': 'В результате будет "reached": false',
	'Other Statuses': 'Другие статусы',
	'Unlisted statuses or success states, separated by commas, with or without the URN prefix':
		'Статусы и исходы, которых нет в списке, через запятую; можно без приставки urn',

	// Demand
	'Reply to a demand': 'Ответить на требование',
	'Reply to a demand from the tax office with documents in one step: build the inventory from the files, sign it with your certificate, check, prepare and send it. This cannot be undone. Nothing is sent if there are errors. Safe to run again with the same files: it continues where it stopped and never sends twice.':
		'Отвечает на требование налоговой документами за один шаг: составляет опись из файлов, подписывает вашим сертификатом, проверяет, готовит и отправляет. Отменить нельзя. Если есть ошибки, ничего не уйдёт. С теми же файлами можно запускать снова: продолжит, где остановился, и второй раз не отправит.',
	'The demand from the tax office to reply to; an incoming document flow':
		'Требование налоговой, на которое отвечаете: входящий документооборот',
	'Demand Document ID': 'ID документа требования',
	'The file of the demand to reply to, if the demand has several':
		'Файл требования, на который отвечаете, если их несколько',
	'Needed unless Recipient is From the File. Tax office: 4 digits. Social and pension fund: XXX-XXX. FSS: 5 digits. Rosstat: XX-XX. On the test site 0087 accepts and 0088 rejects.':
		'Нужен, если «Получатель» — не «Из файла». Налоговая — 4 цифры. СФР и ПФР — XXX-XXX. ФСС — 5 цифр. Росстат — XX-XX. На тестовой площадке 0087 принимает, 0088 отказывает.',
	'Scans (JPG, PNG, PDF, TIF) and formalized documents (XML). Each file is a separate document unless Document Details combines several.':
		'Сканы (JPG, PNG, PDF, TIF) и формализованные документы (XML). Каждый файл — отдельный документ. Собрать несколько файлов в один документ можно в «Уточнить документы».',
	'Document Details': 'Уточнить документы',
	'Add Document': 'Добавить документ',
	'For documents with several files, and for names that differ from the file names':
		'Для документов из нескольких файлов и для названий, которые не совпадают с именами файлов',
	'Binary Fields': 'Поля с файлами',
	'The files of the document in page order, separated by commas':
		'Файлы документа через запятую, по порядку страниц',
	'Item of the demand to answer, in the form 1.XX or 2.XX':
		'Пункт требования, на который отвечаете, в виде 1.XX или 2.XX',
	Name: 'Название',
	'Contract 17 of 2024-05-20': 'Договор № 17 от 20.05.2024',
	'Name of the document in the inventory. Defaults to the name of its first file.':
		'Название документа в описи. Если пусто — имя его первого файла.',
	"The counterparty's signature of a formalized document. Without it the document is signed with your certificate.":
		'Подпись контрагента под формализованным документом. Без неё документ подписывается вашим сертификатом.',
	'Whether to convert formalized documents from UTF-8 or UTF-16 to windows-1251, as the formats of the tax office demand. Not possible with a signature of the counterparty.':
		'Перекодировать формализованные документы из UTF-8 или UTF-16 в windows-1251, как требуют форматы налоговой. Если документ подписал контрагент, это невозможно.',
	'The tax office, 4 digits. Defaults to the one that sent the demand.':
		'Код налоговой, 4 цифры. Если пусто — та, что прислала требование.',
	'The same files are sent in reply to the same demand only once; running the node again returns the result. To send them once more, enter any new text here.':
		'Одни и те же файлы в ответ на одно требование уходят один раз; новый запуск вернёт прежний результат. Чтобы отправить ещё раз, введите здесь любой новый текст.',
	'The replying organization, if the demand is addressed to another one':
		'Организация, которая отвечает, если требование пришло другой',

	// Letter
	'Send a letter to the tax office': 'Отправить письмо в налоговую',
	'Send a letter to the tax office in one step: its text and attachments are signed with your certificate, checked, prepared and sent. This cannot be undone. Safe to run again: the same letter is never sent twice. A long text goes as a second document flow.':
		'Отправляет письмо в налоговую за один шаг: подписывает текст и приложения вашим сертификатом, проверяет, готовит и отправляет. Отменить нельзя. Можно запускать снова: то же письмо второй раз не уйдёт. Длинный текст уходит вторым документооборотом.',
	'Tax Office': 'Налоговая',
	'Code of the tax office, 4 digits. On the test site 0087 accepts and 0088 rejects.':
		'Код налоговой, 4 цифры. На тестовой площадке 0087 принимает, 0088 отказывает.',
	'Text of the letter, in Russian': 'Текст письма, по-русски',
	'The names of the input fields containing files to attach, separated by commas; * for all. At most 4 MB each.':
		'Имена входных полей с файлами, которые нужно приложить, через запятую; * — все. Каждый файл — до 4 МБ.',
	"Region of the sender's address, two digits. Defaults to the region in the sender's KPP or INN.":
		'Регион в адресе отправителя, две цифры. Если пусто — регион из КПП или ИНН отправителя.',
	'The same letter is sent only once; running the node again returns its document flow. To send it once more, enter any new text here.':
		'Одно и то же письмо уходит один раз; новый запуск вернёт его документооборот. Чтобы отправить ещё раз, введите здесь любой новый текст.',
	"INN of the sender, if it is not the account's organization":
		'ИНН отправителя, если это не организация учётной записи',

	// Documents request
	'Fetch Documents': 'Запросить документы',
	'Fetch documents from the social fund': 'Запросить документы у СФР',
	'Request the documents of an incoming message from the social fund (SEDO), wait for them and download them decrypted, one item per file. The request is signed with your certificate and cannot be undone. Safe to run again: it requests only once.':
		'Запрашивает документы входящего сообщения СФР (СЭДО), дожидается их и скачивает расшифрованными; на каждый файл — один элемент. Запрос подписывается вашим сертификатом, отменить его нельзя. Можно запускать снова: запрос уйдёт только один раз.',

	// Calendar
	'Get the calendar of reports and payments': 'Получить календарь отчётов и платежей',
	'List the reports to send and the payments due of all organizations of an account, the most urgent first; one item each. Reports that were not sent in time or were declined stay in the list.':
		'Возвращает, что сдать и что заплатить по всем организациям учётной записи, самое срочное сверху; на каждый отчёт и платёж — один элемент. Отчёты, которые не сдали в срок или не приняли, остаются в списке.',
	'Days Ahead': 'На сколько дней вперёд',
	'How many days to look ahead, starting today': 'На сколько дней вперёд смотреть, считая с сегодняшнего',
	'Include Sent Reports': 'Показать и сданные отчёты',
	'Whether to also list reports that were sent, and those that need not be sent':
		'Показать и отчёты, которые сданы или которые сдавать не нужно',
	List: 'Что показать',
	'What to list': 'Что показать в списке',
	Payments: 'Платежи',
	Reports: 'Отчёты',
	'Reports and Payments': 'Отчёты и платежи',
	'Organization INNs': 'ИНН организаций',
	'Only these organizations, separated by commas. Defaults to all of the account.':
		'Только эти организации, через запятую. Если пусто — все организации учётной записи.',
	'Overdue Days': 'Просроченные за (дней)',
	'How many days back to look for reports that were not sent or were declined':
		'За сколько дней назад искать отчёты, которые не сдали или не приняли',

	// What needs attention
	'Get what needs attention': 'Узнать, что требует внимания',
	'List what somebody has to look at across accounts, the worst first; one item each: demands and messages that want an answer, refused documents, reports and payments due, certificates and powers of attorney that end':
		'Показывает по всем учётным записям, чем нужно заняться, худшее сверху; на каждое дело — один элемент: требования и сообщения, которые ждут ответа, отказы, отчёты и платежи со сроками, сертификаты и доверенности, которые истекают',
	'Client INNs': 'ИНН клиентов',
	'Accounts of these organizations, separated by commas; INN or INN-KPP. Leave empty for all accounts of the login.':
		'Учётные записи этих организаций, через запятую; ИНН или ИНН-КПП. Пустое поле — все учётные записи логина.',
	'How many days to look ahead for reports and payments': 'На сколько дней вперёд искать отчёты и платежи',
	'Days Back': 'На сколько дней назад',
	'How many days to look back for refused documents, and for reports that were not sent in time':
		'За сколько дней назад искать отказы и отчёты, которые не сдали в срок',
	'Ending Within (Days)': 'Кончаются в ближайшие (дней)',
	'How early to name certificates and powers of attorney that end':
		'За сколько дней предупреждать о сертификатах и доверенностях, которые истекают',
};
