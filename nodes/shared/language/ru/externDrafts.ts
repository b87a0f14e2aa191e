/** Russian texts of drafts and drafts builders in the Kontur.Extern Advanced panel. */
export const externDrafts: Readonly<Record<string, string>> = {
	// Drafts
	'Build Document': 'Сформировать документ',
	'Build a document in a draft': 'Сформировать документ в черновике',
	'Build a document in the format of the authority from data, and add it to the draft':
		'Формирует из данных документ в формате контролирующего органа и добавляет его в черновик',
	Check: 'Проверить',
	'Check a draft': 'Проверить черновик',
	'Check the documents in a draft, which need not be signed yet. The output lists the errors.':
		'Проверяет документы черновика, подписи пока не нужны. На выходе — список ошибок.',
	'Confirm Cloud Signature': 'Подтвердить облачную подпись',
	'Confirm the cloud signature of a draft': 'Подтвердить облачную подпись черновика',
	'Submit the code from the SMS; Kontur then signs the documents':
		'Передаёт код из СМС, после чего Контур подписывает документы',
	'Create a draft': 'Создать черновик',
	'Create a draft with its sender, recipient and payer. Add documents to it next.':
		'Создаёт черновик: отправитель, получатель, налогоплательщик. Затем добавьте в него документы.',
	'Create Web Draft': 'Передать в веб-интерфейс',
	'Copy a draft to the web interface': 'Передать черновик в веб-интерфейс',
	'Copy a draft to the web interface to sign and send it there, for workflows that cannot sign: a draft needs no sender certificate for this. This cannot be undone: the original is locked. Signatures and powers of attorney are not copied.':
		'Копирует черновик в веб-интерфейс, чтобы подписать и отправить его там. Для процессов, которые не могут подписывать: сертификат отправителя черновику не нужен. Отменить нельзя: исходный черновик блокируется. Подписи и доверенности не копируются.',
	'Delete a draft': 'Удалить черновик',
	'Delete a draft permanently, with its documents. This cannot be undone.':
		'Удаляет черновик с документами навсегда. Отменить нельзя.',
	'Get a draft': 'Получить черновик',
	'Retrieve a draft with its status and documents': 'Возвращает черновик: статус и документы',
	'Get many drafts': 'Получить список черновиков',
	'Retrieve the drafts of an account': 'Возвращает черновики учётной записи',
	'Get Metadata': 'Получить метаинформацию',
	'Get the metadata of a draft': 'Получить метаинформацию черновика',
	'Retrieve the sender, recipient and payer of a draft, without its documents':
		'Возвращает отправителя, получателя и налогоплательщика черновика, без документов',
	Prepare: 'Подготовить',
	'Prepare a draft': 'Подготовить черновик',
	'Verify the signatures and encrypt the documents for the authority. Send includes this step.':
		'Проверяет подписи и шифрует документы для контролирующего органа. «Отправить» делает это само.',
	'Send a draft': 'Отправить черновик',
	'Send the documents to the authority. This cannot be undone. Safe to run again: it returns the same document flow and never sends twice.':
		'Отправляет документы в контролирующий орган. Отменить нельзя. Запускать снова безопасно: узел вернёт тот же документооборот и второй раз ничего не отправит.',
	'Sign the documents in a draft': 'Подписать документы черновика',
	'Sign all documents in a draft inside n8n with your certificate, including those that Kontur built. Reports to the social fund (SFR) require Draft: Check first. Running it again replaces its own signatures.':
		'Подписывает в n8n вашим сертификатом все документы черновика, в том числе сформированные Контуром. Для отчётов в СФР сначала нужна операция «Черновик: Проверить». Повторный запуск заменяет подписи, поставленные этим же узлом.',
	'Sign in Cloud': 'Подписать в облаке',
	'Sign a draft in the cloud': 'Подписать черновик в облаке',
	"Sign the documents with a certificate stored in Kontur's cloud. If its owner receives an SMS, submit the code with Confirm Cloud Signature.":
		'Подписывает документы сертификатом из облака Контура. Если владельцу пришла СМС, передайте код операцией «Подтвердить облачную подпись».',
	'Update a draft': 'Изменить черновик',
	'Replace the sender, recipient and payer; fields left empty are cleared. Creates the draft if the ID does not exist.':
		'Заменяет отправителя, получателя и налогоплательщика. Пустые поля стираются. Если такого ID нет, создаёт черновик.',
	'Update Metadata': 'Изменить метаинформацию',
	'Update the metadata of a draft': 'Изменить метаинформацию черновика',
	'Replace the sender, recipient and payer of an existing draft; fields left empty are cleared. Check the draft again afterwards.':
		'Заменяет отправителя, получателя и налогоплательщика готового черновика. Пустые поля стираются. После этого проверьте черновик снова.',
	'INN of the sender: 10 digits for a company, 12 for an entrepreneur':
		'ИНН отправителя: 10 цифр у организации, 12 у предпринимателя',
	'Sender Certificate Source': 'Откуда сертификат отправителя',
	'Where the certificate that documents are signed with comes from':
		'Откуда взять сертификат, которым подпишут документы',
	'The draft is signed and sent in the web interface, with Draft: Create Web Draft':
		'Черновик подпишут и отправят в веб-интерфейсе, операция «Черновик: Передать в веб-интерфейс»',
	'Business Registration Office': 'Регистрирующий орган',
	'The authority that receives the documents': 'Контролирующий орган, который получит документы',
	'A draft of the account': 'Черновик учётной записи',
	'Request ID': 'ID запроса',
	'ID of the request to decrypt or sign, from the output of the operation that made it':
		'ID запроса на расшифровку или подпись, с выхода операции, которая его создала',
	Code: 'Код',
	'The code that the certificate owner received by SMS': 'Код из СМС, которая пришла владельцу сертификата',
	'Wait for Confirmation': 'Ждать подтверждения',
	'Whether to wait until the certificate owner has confirmed in the myDSS app. If off, the documents get their signatures only when Draft Task: Get finds the task finished. The node does not wait for an SMS code.':
		'Ждать, пока владелец сертификата подтвердит подпись в приложении myDSS. Без ожидания подписи появятся у документов, только когда операция «Задача черновика: Получить» увидит, что задача завершена. Кода из СМС узел не ждёт.',
	'Wait for Completion': 'Ждать завершения',
	'Whether to wait until Kontur has finished. If off, the output is the started task; follow it with Draft Task: Get.':
		'Ждать, пока Контур закончит. Без ожидания на выходе — начатая задача: следите за ней операцией «Задача черновика: Получить».',
	'How long to wait. Large reports can take more than ten minutes.':
		'Сколько ждать. Большой отчёт может занять больше десяти минут.',

	// Requests to the tax office (ION) and other built documents
	'Application to Join the Electronic Exchange (ZPED)': 'Заявление на подключение к ЭДО (ЗПЭД)',
	'To the social fund': 'В Социальный фонд',
	'A type that is not in this list': 'Тип, которого нет в списке',
	'ION3: List of Filed Declarations': 'ИОН 3: перечень деклараций и отчётности',
	'ION4: Reconciliation Report': 'ИОН 4: акт сверки',
	'ION5: Certificate of Tax Compliance': 'ИОН 5: справка об исполнении обязанности по уплате',
	'ION6: Allocation of the Single Tax Payment': 'ИОН 6: принадлежность сумм ЕНП',
	'ION7: Balance of the Single Tax Account': 'ИОН 7: сальдо ЕНС',
	'ION8: Debt as a Negative Balance': 'ИОН 8: задолженность, отрицательное сальдо ЕНС',
	'ION9: Allocation, Aggregated': 'ИОН 9: принадлежность сумм ЕНП, агрегированная',
	'Subscription to Messages From the Social Fund (SEDO)': 'Подписка на сообщения СФР (СЭДО)',
	'For a registration number. It needs no signature: send the draft right away.':
		'По регистрационному номеру. Подпись не нужна: отправляйте черновик сразу.',
	'What to build. Requests (ION) go to the tax office.': 'Что сформировать. ИОН-запросы уходят в налоговую.',
	'Custom Document Type': 'Другой тип документа',
	"Kontur's name for the type": 'Название типа у Контура',
	Subscription: 'Подписка',
	'Whether to start or stop receiving messages for the registration number':
		'Начать или прекратить получать сообщения по регистрационному номеру',
	Subscribe: 'Подписаться',
	Unsubscribe: 'Отписаться',
	'Contract Source': 'Откуда данные',
	'How to describe the request': 'Как описать запрос',
	Contract: 'Контракт',
	'The data of the document as JSON, in the format that Kontur documents for its type. Comments (// …) are allowed.':
		'Данные документа в JSON, в формате Контура для этого типа. Комментарии (// …) допустимы.',
	'First day of the period, in the same year as Period To. A calendar date, sent as entered.':
		'Первый день периода, в том же году, что и последний. Дата передаётся так, как введена.',
	'Last day of the period. For a period over two years, send two requests. A calendar date, sent as entered.':
		'Последний день периода. Если период захватывает два года, отправьте два запроса. Дата передаётся так, как введена.',
	'Response Format': 'Формат ответа',
	JSON: 'JSON',
	PDF: 'PDF',
	RTF: 'RTF',
	XML: 'XML',
	'Format of the answer from the tax office': 'В каком формате ответит налоговая',
	'Taxpayer Name': 'Название налогоплательщика',
	'Full name of the organization or entrepreneur that the request is about, in Russian':
		'Полное название организации или ФИО предпринимателя, о которых запрос',
	'Surname, first name and patronymic of the head or entrepreneur, in one line':
		'Фамилия, имя и отчество руководителя или предпринимателя одной строкой',
	'Who signs the request': 'Кто подписывает запрос',
	'Power of Attorney Name': 'Название доверенности',
	'Name of the document that entitles the representative':
		'Название документа, который даёт право представителю',
	'Power of Attorney ID': 'Номер доверенности',
	'Number (UUID) of the machine-readable power of attorney': 'Номер (UUID) машиночитаемой доверенности (МЧД)',
	'KBK Codes': 'КБК',
	'Budget classification codes to ask about, separated by commas. Leave empty for all.':
		'По каким КБК запрос, через запятую. Пустое поле — все КБК.',
	'Balance Details': 'Детализация сальдо',
	'Details by Quarter': 'Детализация по кварталу',
	'Quarter to detail the amounts for (СвДеталСум); also set Details by Year':
		'За какой квартал детализировать суммы (СвДеталСум). Заполните и год.',
	First: 'Первый',
	Fourth: 'Четвёртый',
	Second: 'Второй',
	Third: 'Третий',
	'Details by Year': 'Детализация по году',
	'Year to detail the amounts for (СвДеталСум); also set Details by Quarter':
		'За какой год детализировать суммы (СвДеталСум). Заполните и квартал.',
	Include: 'Включить в справку',
	'What the certificate contains in addition to the balance': 'Что показать в справке, кроме сальдо',
	'Accrued Amounts (ДеталНачСумм)': 'Начисленные суммы (ДеталНачСумм)',
	'Calculation of Penalties (РасчСуммПени)': 'Расчёт суммы пеней (РасчСуммПени)',
	'Details (ДеталСвед)': 'Детальные сведения (ДеталСвед)',
	'Information on Accruals (ИнфПрНач)': 'Информация о начислениях (ИнфПрНач)',
	'KPP Codes': 'КПП',
	'KPPs to ask about, separated by commas. Leave empty for all.':
		'По каким КПП запрос, через запятую. Пустое поле — все КПП.',
	'OKTMO Codes': 'ОКТМО',
	'Territory codes to ask about, separated by commas. Leave empty for all.':
		'По каким ОКТМО запрос, через запятую. Пустое поле — все ОКТМО.',
	'What the certificate contains, and for which codes and period':
		'Что показать в справке, по каким кодам и за какой период',
	'Sender Name': 'Название отправителя',
	'Full name of the sender, if it is not the taxpayer':
		'Полное название отправителя, если это не налогоплательщик',
	'Taxpayer KPP': 'КПП налогоплательщика',
	'Nine digits': 'Девять цифр',
	'Contract Version': 'Версия контракта',
	'Version of the contract format. Defaults to 3 for requests to the tax office (ION).':
		'Версия формата контракта. Для запросов в налоговую (ИОН) по умолчанию 3.',

	// Documents of a draft
	Add: 'Добавить',
	'Add a document to a draft': 'Добавить документ в черновик',
	'Add a file to a draft. Kontur recognizes the form and period of formalized reports.':
		'Добавляет файл в черновик. Форму и период формализованного отчёта Контур определяет сам.',
	Build: 'Сформировать',
	'Build the file of a draft document': 'Сформировать файл документа черновика',
	'Build the file of an empty document from data, in the format of the authority. Draft: Build Document also creates the document.':
		'Формирует из данных файл пустого документа в формате контролирующего органа. «Черновик: Сформировать документ» создаёт и сам документ.',
	'Delete a document from a draft': 'Удалить документ из черновика',
	'Remove a document and its signatures from a draft permanently. This cannot be undone.':
		'Удаляет документ и его подписи из черновика навсегда. Отменить нельзя.',
	'Get a document in a draft': 'Получить документ черновика',
	'Retrieve a document in a draft: its recognized form, contents and signatures':
		'Возвращает документ черновика: распознанную форму, содержимое и подписи',
	'Get Task': 'Получить задачу',
	'Get a task of a document in a draft': 'Получить задачу документа черновика',
	'Retrieve the status and result of printing. Download the resulting file with Content: Download.':
		'Возвращает статус и результат печати. Готовый файл скачивает операция «Контент: Скачать».',
	'Prepare Data to Sign': 'Подготовить данные для подписи',
	'Prepare a document in a draft for signing': 'Подготовить документ черновика к подписи',
	'Reserve a number for a notification to the Interior Ministry (MVD) and return the content to sign. Run it after Draft: Check and Organization: Authorize in Gosuslugi, and again if the draft changes.':
		'Получает номер для уведомления в МВД и возвращает то, что нужно подписать. Запускайте после «Черновик: Проверить» и «Организация: Авторизовать на Госуслугах», а если черновик изменился — снова.',
	Print: 'Получить печатную форму',
	'Print a document in a draft': 'Получить печатную форму документа черновика',
	'Generate a PDF preview of a document. It has no stamps before the draft is sent.':
		'Создаёт печатную форму документа в PDF. До отправки черновика на ней нет отметок.',
	'Update a document in a draft': 'Изменить документ черновика',
	'Replace the file of a document. Its signatures are lost, and the draft has to be checked again. Creates the document if the ID does not exist.':
		'Заменяет файл документа. Подписи пропадают, черновик нужно проверить снова. Если такого ID нет, создаёт документ.',
	'Where the file of the document comes from': 'Откуда взять файл документа',
	'A file of the input item. It is uploaded first.': 'Файл из входного элемента. Узел сначала загрузит его.',
	'A file uploaded with Content: Upload': 'Файл, загруженный операцией «Контент: Загрузить»',
	'A document without a file yet, to be filled with Draft Document: Build or Update':
		'Документ пока без файла: его заполнит «Документ черновика: Сформировать» или «Изменить»',
	'The file must have the name that the authority prescribes; it is sent unchanged':
		'Имя файла должно быть таким, как требует контролирующий орган: оно уходит без изменений',
	'ID of the uploaded file, from the output of Content: Upload':
		'ID загруженного файла, с выхода операции «Контент: Загрузить»',
	'Who signs the document, or where its signature comes from':
		'Кто подписывает документ или откуда взять подпись',
	'A detached signature made elsewhere, as another file of the input item':
		'Готовая отсоединённая подпись — второй файл входного элемента',
	'The document is signed later with Draft Signature: Add':
		'Документ подпишут потом, операция «Подпись черновика: Добавить»',
	'A detached CMS signature made inside n8n with the key of the Kontur Certificate credential':
		'Отсоединённая подпись CMS: узел подпишет сам, ключом из учётных данных «Контур: сертификат для подписи»',
	'Already Encrypted': 'Уже зашифрован',
	'Whether the file is already encrypted for the authority': 'Файл уже зашифрован для контролирующего органа',
	'Whether to convert XML and text files from UTF-8 or UTF-16 to windows-1251 before they are signed, as the tax office demands. Characters that windows-1251 lacks are listed, and nothing is uploaded.':
		'Перед подписью перекодировать XML и текст из UTF-8 или UTF-16 в windows-1251, как требует налоговая. Если в windows-1251 нет каких-то символов, узел назовёт их и ничего не загрузит.',
	'Needed only where Kontur cannot recognize it, such as for a power-of-attorney message':
		'Нужен, только если Контур не определит его сам, например у сообщения о представительстве',
	'Name of the document, if it differs from the name of the file':
		'Имя документа, если оно отличается от имени файла',
	'Original File Name': 'Исходное имя файла',
	'Name of the file before it was renamed for the authority':
		'Имя файла до переименования для контролирующего органа',
	'Registration Document Code (SVDREG)': 'Код документа (СВДРЕГ)',
	'For business registration': 'Для регистрации бизнеса',
	'A document of the draft': 'Документ черновика',
	'Task ID': 'ID задачи',
	'ID of a task that was started without waiting, or of a request to decrypt or sign in the cloud':
		'ID задачи, начатой без ожидания, или запроса на расшифровку или подпись в облаке',
	'Whether to wait for the print form and download it. If off, the output is the started task; follow it with Get Task.':
		'Дождаться печатной формы и скачать её. Без ожидания на выходе — начатая задача: следите за ней операцией «Получить задачу».',

	// Signatures and tasks of a draft
	'Sign a document in a draft': 'Подписать документ черновика',
	'Attach a signature to a document in a draft: sign with your certificate, or use a signature made elsewhere. Adding the same signature twice does no harm.':
		'Добавляет подпись к документу черновика: вашим сертификатом или готовую. Добавить одну подпись дважды не опасно.',
	'Delete a signature of a draft document': 'Удалить подпись документа черновика',
	'Remove a signature from a document in a draft. This cannot be undone.':
		'Удаляет подпись документа черновика. Отменить нельзя.',
	'Download a signature of a draft document': 'Скачать подпись документа черновика',
	'Download a signature as a file (.sig), to store or verify it':
		'Скачивает подпись файлом (.sig), чтобы сохранить или проверить её',
	'Get a signature of a draft document': 'Получить подпись документа черновика',
	'Retrieve the owner and certificate of a signature': 'Возвращает владельца и сертификат подписи',
	'Update a signature of a draft document': 'Изменить подпись документа черновика',
	'Replace a signature of a document in a draft. Creates the signature if the ID does not exist.':
		'Заменяет подпись документа черновика. Если такого ID нет, создаёт подпись.',
	'Third-Party Signature': 'Подпись третьей стороны',
	'Whether the signature belongs to someone other than the sender': 'Подпись принадлежит не отправителю',
	'A signature of the document': 'Подпись документа',
	'Get a task of a draft': 'Получить задачу черновика',
	'Retrieve the status and result of a check, prepare or send task that was started without waiting':
		'Возвращает статус и результат проверки, подготовки или отправки, начатой без ожидания',
	'Get many tasks of a draft': 'Получить список задач черновика',
	'Retrieve the check, prepare and send tasks of a draft with their status':
		'Возвращает задачи проверки, подготовки и отправки черновика с их статусами',
	'Include Old Tasks': 'Показывать старые задачи',
	'Whether to include tasks that finished long ago': 'Показывать и давно завершённые задачи',
	Task: 'Задача',
	'A check, prepare or send task that was started without waiting':
		'Задача проверки, подготовки или отправки, начатая без ожидания',

	// Drafts builder
	'Build drafts': 'Сформировать черновики',
	'Build drafts from the documents of a builder. This cannot be undone: the builder accepts no changes afterwards. Safe to run again: it returns the same drafts. Sign and send them next.':
		'Собирает черновики из документов конструктора. Отменить нельзя: после этого конструктор не изменить. Запускать снова безопасно: узел вернёт те же черновики. Затем подпишите и отправьте их.',
	'Create a drafts builder': 'Создать конструктор черновиков',
	'Create a drafts builder, which converts files to the format of the authority and builds drafts from them. Add documents and files to it next.':
		'Создаёт конструктор: он приводит файлы к формату контролирующего органа и собирает из них черновики. Затем добавьте в него документы и файлы.',
	'Delete a drafts builder': 'Удалить конструктор черновиков',
	'Delete a drafts builder permanently, with its documents and files. This cannot be undone.':
		'Удаляет конструктор с документами и файлами навсегда. Отменить нельзя.',
	'Get a drafts builder': 'Получить конструктор черновиков',
	'Retrieve a drafts builder with its status': 'Возвращает конструктор черновиков и его статус',
	'Get the metadata of a drafts builder': 'Получить метаинформацию конструктора черновиков',
	'Retrieve the sender, recipient and data of a drafts builder, without its status':
		'Возвращает отправителя, получателя и данные конструктора, без статуса',
	'Get a task of a drafts builder': 'Получить задачу конструктора черновиков',
	'Retrieve the status and result of a build or prepare task that was started without waiting':
		'Возвращает статус и результат сборки или подготовки, начатой без ожидания',
	'Update a drafts builder': 'Изменить конструктор черновиков',
	'Replace the sender, recipient and data; fields left empty are cleared. Creates the builder if the ID does not exist.':
		'Заменяет отправителя, получателя и данные. Пустые поля стираются. Если такого ID нет, создаёт конструктор.',
	'Update the metadata of a drafts builder': 'Изменить метаинформацию конструктора черновиков',
	'Replace the sender, recipient and data of an existing builder; fields left empty are cleared':
		'Заменяет отправителя, получателя и данные готового конструктора. Пустые поля стираются.',
	'Builder Type': 'Тип конструктора',
	'Business Registration': 'Регистрация бизнеса',
	'Letter to the Pension Fund': 'Письмо в ПФР',
	'Letter to the Statistics Office': 'Письмо в Росстат',
	'Letter to the Tax Office': 'Письмо в ФНС',
	'Payment Clarification for the Pension Fund': 'Уточнение платежей в ПФР',
	'Reply to a Demand From the Tax Office': 'Ответ на требование ФНС',
	'Report to the Pension Fund': 'Отчёт в ПФР',
	'What the builder creates drafts for': 'Для чего конструктор собирает черновики',
	"Region of the sender's address, two digits": 'Регион из адреса отправителя, две цифры',
	'Application Code': 'Код заявления',
	'Code of the application form. The letter can be Latin or Cyrillic.':
		'Код формы заявления. Буква может быть латинской или русской.',
	Applicants: 'Заявители',
	'Add Applicant': 'Добавить заявителя',
	'The applicants, each with name, INN and email': 'Заявители: у каждого ФИО, ИНН и электронная почта',
	Applicant: 'Заявитель',
	Email: 'Электронная почта',
	'First Name': 'Имя',
	'First name, as in the passport': 'Имя, как в паспорте',
	Patronymic: 'Отчество',
	'Patronymic, as in the passport; leave empty if there is none':
		'Отчество, как в паспорте. Если его нет, не заполняйте.',
	Surname: 'Фамилия',
	'Surname, as in the passport': 'Фамилия, как в паспорте',
	'Paper Documents': 'Документы на бумаге',
	'By Post': 'По почте',
	'To the Applicant': 'Лично заявителю',
	'How the registration office delivers paper documents':
		'Как регистрирующий орган выдаст документы на бумаге',
	'The demand to reply to': 'Требование, на которое вы отвечаете',
	'Item of the demand to reply to, 1.XX or 2.XX. It can also be set for each document.':
		'Пункт требования, 1.XX или 2.XX. Его можно указать и у каждого документа.',
	'Report File ID': 'ИдФайл отчёта',
	'Only for explanations of a report sent through another operator: the value of ИдФайл in that report':
		'Только для пояснений к отчёту, отправленному через другого оператора: значение ИдФайл из этого отчёта',
	"The sender's address, and the document that the letter replies to":
		'Адрес отправителя и документ, на который отвечает письмо',
	Building: 'Корпус',
	"Building of the sender's address, in Russian": 'Корпус в адресе отправителя',
	City: 'Город',
	"City of the sender's address, in Russian": 'Город в адресе отправителя',
	District: 'Район',
	"District of the sender's address, in Russian": 'Район в адресе отправителя',
	Flat: 'Квартира',
	"Flat of the sender's address, in Russian": 'Квартира или офис в адресе отправителя',
	House: 'Дом',
	"House of the sender's address, in Russian": 'Дом в адресе отправителя',
	'Postal Code': 'Индекс',
	"Postal Code of the sender's address, in Russian": 'Почтовый индекс в адресе отправителя',
	Settlement: 'Населённый пункт',
	"Settlement of the sender's address, in Russian": 'Населённый пункт в адресе отправителя',
	Street: 'Улица',
	"Street of the sender's address, in Russian": 'Улица в адресе отправителя',
	Registration: 'Регистрация',
	'The company or entrepreneur that the application is about':
		'Организация или предприниматель, о которых заявление',
	'Company Name': 'Название организации',
	'Name of the company that is registered or changed':
		'Название организации, которую регистрируют или данные которой меняют',
	'Company OGRN': 'ОГРН организации',
	'State registration number of the company, 13 digits': 'ОГРН организации, 13 цифр',
	'Entrepreneur OGRN': 'ОГРНИП',
	'State registration number of the entrepreneur, 15 digits': 'ОГРНИП предпринимателя, 15 цифр',
	'Builder Data': 'Данные конструктора',
	"Data for this type of builder as JSON, as described in Kontur's documentation":
		'Данные для этого типа конструктора в JSON, как в документации Контура',
	'Drafts Builder ID': 'ID конструктора черновиков',
	'ID of the drafts builder, from Drafts Builder: Create': 'ID из операции «Конструктор черновиков: Создать»',
	'Whether to wait until Kontur has finished. If off, the output is the started task; follow it with Drafts Builder: Get Task.':
		'Ждать, пока Контур закончит. Без ожидания на выходе — начатая задача: следите за ней операцией «Конструктор черновиков: Получить задачу».',

	// Documents of a drafts builder
	'Create a document in a drafts builder': 'Создать документ конструктора черновиков',
	'Add a document to a drafts builder. Add its files next.':
		'Добавляет документ в конструктор черновиков. Затем добавьте его файлы.',
	'Delete a document in a drafts builder': 'Удалить документ конструктора черновиков',
	'Remove a document and its files from a drafts builder permanently. This cannot be undone.':
		'Удаляет документ с файлами из конструктора навсегда. Отменить нельзя.',
	'Get a document in a drafts builder': 'Получить документ конструктора черновиков',
	'Retrieve a document in a drafts builder': 'Возвращает документ конструктора черновиков',
	'Get many documents in a drafts builder': 'Получить список документов конструктора черновиков',
	'Retrieve the documents in a drafts builder': 'Возвращает документы конструктора черновиков',
	'Get the metadata of a builder document': 'Получить метаинформацию документа конструктора',
	'Retrieve the description of a document in a drafts builder':
		'Возвращает описание документа конструктора черновиков',
	'Prepare the documents in a drafts builder': 'Подготовить документы конструктора черновиков',
	'Process the documents before building the drafts. The output lists documents that cannot be processed.':
		'Обрабатывает документы до сборки черновиков. На выходе — документы, которые обработать нельзя.',
	'Update a document in a drafts builder': 'Изменить документ конструктора черновиков',
	'Replace the description of a document; its files stay. Creates the document if the ID does not exist.':
		'Заменяет описание документа, файлы остаются. Если такого ID нет, создаёт документ.',
	'Update the metadata of a builder document': 'Изменить метаинформацию документа конструктора',
	'Replace the description of an existing document': 'Заменяет описание готового документа',
	'The type that the drafts builder was created with': 'Тип, с которым создан конструктор',
	'Type of the document, and the demand item that it answers':
		'Вид документа и пункт требования, на который он отвечает',
	'Item of the demand that this document answers, 1.XX or 2.XX':
		'Пункт требования, на который отвечает документ, 1.XX или 2.XX',
	'Grouping Label': 'Метка группы',
	'Documents with the same label go into one draft; those without a label share another':
		'Документы с одной меткой попадут в один черновик, документы без метки — вместе в другой',
	'Scanned Document Name': 'Название скана',
	'Total Files': 'Всего файлов',
	'Kontur starts processing the document as soon as it has this many files. After that it cannot be changed.':
		'Как только файлов станет столько, Контур начнёт обрабатывать документ. После этого его не изменить.',
	'Type of the document': 'Вид документа',
	Formalized: 'Формализованный',
	'A file in a format of the tax office': 'Файл в формате налоговой',
	Scanned: 'Скан',
	'Pages as JPG, PNG, PDF or TIFF': 'Страницы в JPG, PNG, PDF или TIFF',
	'Role of the document in the letter': 'Чем документ служит в письме',
	'The text itself': 'Сам текст письма',
	'Kontur recognizes the type if it is not set, and rejects a wrong one':
		'Если не указать, Контур определит вид сам. Неверный вид он не примет.',
	Signers: 'Подписанты',
	'Add Signer': 'Добавить подписанта',
	'The people who sign the document': 'Люди, которые подписывают документ',
	'A document of the drafts builder, which consists of files':
		'Документ конструктора черновиков, состоит из файлов',

	// Files of a drafts builder
	'Create a file in a drafts builder': 'Создать файл конструктора черновиков',
	'Add a file to a document in a drafts builder': 'Добавляет файл к документу конструктора черновиков',
	'Delete a file in a drafts builder': 'Удалить файл конструктора черновиков',
	'Remove a file from a drafts builder. This cannot be undone.':
		'Удаляет файл из конструктора черновиков. Отменить нельзя.',
	'Download Signature': 'Скачать подпись',
	'Download the signature of a builder file': 'Скачать подпись файла конструктора',
	"Download the counterparty's signature of a file (.sig)": 'Скачивает подпись контрагента под файлом (.sig)',
	Generate: 'Сформировать по данным',
	'Generate a file in a drafts builder': 'Сформировать файл конструктора черновиков по данным',
	'Generate a file from data and add it to a document in a drafts builder':
		'Формирует файл по данным и добавляет его к документу конструктора черновиков',
	'Get a file in a drafts builder': 'Получить файл конструктора черновиков',
	'Retrieve the details of a file in a drafts builder': 'Возвращает сведения о файле конструктора черновиков',
	'Get many files in a drafts builder': 'Получить список файлов конструктора черновиков',
	'Retrieve the files of a document in a drafts builder':
		'Возвращает файлы документа конструктора черновиков',
	'Get the metadata of a builder file': 'Получить метаинформацию файла конструктора',
	'Retrieve the name and order of a file in a drafts builder':
		'Возвращает имя и порядковый номер файла конструктора',
	'Update a file in a drafts builder': 'Изменить файл конструктора черновиков',
	'Replace a file of a document. Creates the file if the ID does not exist.':
		'Заменяет файл документа. Если такого ID нет, создаёт файл.',
	'Update the metadata of a builder file': 'Изменить метаинформацию файла конструктора',
	'Replace the name and order of a file; the file itself stays':
		'Заменяет имя и порядковый номер файла, сам файл остаётся',
	'File Source': 'Откуда файл',
	'Where the file comes from': 'Откуда взять файл',
	'Formalized files carry the signature of the counterparty or the sender':
		'Формализованные файлы подписывает контрагент или отправитель',
	"The counterparty's detached signature, as another file of the input item":
		'Отсоединённая подпись контрагента — второй файл входного элемента',
	'For scans': 'Для сканов',
	'A detached CMS signature of the sender, made inside n8n with the key of the Kontur Certificate credential':
		'Отсоединённая подпись CMS отправителя: узел подпишет сам, ключом из учётных данных «Контур: сертификат для подписи»',
	'Whether the file is already encrypted; for replies to a demand':
		'Файл уже зашифрован. Для ответов на требование.',
	'Name of the file, if it differs from the input file. Required for a content ID.':
		'Имя файла, если оно не такое, как у входного. Обязательно, если указан ID контента.',
	'Page number in a scanned document, or number of an attachment in a letter':
		'Номер страницы скана или номер приложения к письму',
	'A file of the document': 'Файл документа',
};
