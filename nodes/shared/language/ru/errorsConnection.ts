/** Russian errors and advice of signing in, of requests to Kontur and of what every node checks. */
export const errorsConnection: Readonly<Record<string, string>> = {
	// Servers
	'The Kontur identity server': 'Сервер входа Контура',
	'The Kontur authenticator': 'Аутентификатор Контура',

	// Keys and certificates of the credential
	'Export the certificate with its key to a PFX file (certmgr.msc, All Tasks, Export) and paste that as base64, or use a GOST key.':
		'Экспортируйте сертификат с ключом в файл PFX (certmgr.msc, «Все задачи», «Экспорт») и вставьте его текстом base64 или возьмите ключ ГОСТ.',
	'The private key does not open with this password. Check Key Password in the credential: it is the password of the key file or container, not of the Kontur login.':
		'Закрытый ключ не открывается этим паролем. Проверьте «Пароль ключа» в учётных данных: это пароль файла или контейнера ключа, а не логина в Контуре.',
	'{0}. Paste the key and the certificate of the same pair.': '{0}. Вставьте ключ и сертификат одной пары.',
	'The certificate in the credential has a different thumbprint: {0}. Correct Certificate Thumbprint or paste the matching certificate.':
		'У сертификата в учётных данных другой отпечаток: {0}. Исправьте «Отпечаток сертификата» или вставьте нужный сертификат.',
	'{0}. Enter the thumbprint of the one to use in Certificate Thumbprint.':
		'{0}. Введите отпечаток нужного в «Отпечаток сертификата».',
	'The key or certificate uses an unsupported algorithm ({0}).':
		'Алгоритм ключа или сертификата не поддерживается ({0}).',
	'{0}. Add a currently valid certificate to the credential.':
		'{0}. Добавьте в учётные данные действующий сертификат.',
	'The private key or the certificate cannot be read. Paste the whole file: PEM as text, a PFX or a zipped CryptoPro container as base64.':
		'Закрытый ключ или сертификат не читается. Вставьте файл целиком: PEM — текстом, PFX или контейнер КриптоПро в zip — текстом base64.',
	'The private key cannot decrypt the data that Kontur encrypted for the certificate ({0}). Check that the key and the certificate belong together.':
		'Закрытый ключ не расшифровывает то, что Контур зашифровал для сертификата ({0}). Проверьте, что ключ и сертификат — от одной пары.',
	'The certificate is missing: the key file does not contain one. Paste the certificate (.cer) into the credential.':
		'Нет сертификата: в файле ключа его тоже нет. Вставьте сертификат (.cer) в учётные данные.',
	' Decrypt and Get Info still work with this one.': ' «Расшифровать» и «Узнать сведения» с ним работают.',
	' Decrypt and Get Info work with all of them.': ' «Расшифровать» и «Узнать сведения» работают со всеми.',
	'{0}, {1}, {2} ({3} days left)': '{0}, {1}, {2} ({3|остался|осталось|осталось} {3} {3|день|дня|дней})',
	'The key or the certificate could not be checked.': 'Проверить ключ или сертификат не удалось.',
	'{0} holds the name of a key container, not its contents, which n8n cannot read from your computer. Zip the folder of the container (name.000) and paste the ZIP file as base64, or export the certificate with its key to a PFX file. From a token whose key cannot be exported, sign outside n8n.':
		'В поле «{0}» имя контейнера ключа, а не его содержимое: с вашего компьютера n8n его не прочитает. Сожмите папку контейнера (имя.000) в zip и вставьте файл текстом base64 или экспортируйте сертификат с ключом в файл PFX. Если ключ с токена не экспортируется, подписывайте вне n8n.',
	'{0} holds the name of a file, not its contents, which n8n cannot read from your computer. Open the file and paste its text or, for a binary file, its base64 (on Windows: certutil -encode file.pfx file.txt).':
		'В поле «{0}» имя файла, а не его содержимое: с вашего компьютера n8n его не прочитает. Откройте файл и вставьте его текст, а двоичный файл — текстом base64 (в Windows: certutil -encode file.pfx file.txt).',
	'{0} holds the name of the registry of Windows, not its contents, which n8n cannot read from your computer. Copy the container to a folder or a flash drive with CryptoPro CSP (tab Service, Copy), zip that folder and paste the ZIP file as base64, or export the certificate with its key to a PFX file.':
		'В поле «{0}» имя контейнера в реестре Windows, а не его содержимое: с вашего компьютера n8n его не прочитает. Скопируйте контейнер в папку или на флешку в КриптоПро CSP (вкладка «Сервис», «Скопировать»), сожмите эту папку в zip и вставьте файл текстом base64 или экспортируйте сертификат с ключом в файл PFX.',

	// Fields of the credential
	'no name': 'без имени',
	'valid from {0} to {1}': 'действует с {0} по {1}',
	'valid from {0}': 'действует с {0}',
	'valid to {0}': 'действует по {0}',
	'Session (auth.sid)': 'Сессия (auth.sid)',
	'{0} in the credential is not a valid address. Enter it with https://, for example {1}':
		'В поле «{0}» учётных данных не адрес. Введите его с https://, например {1}',
	'KPP {0}': 'КПП {0}',
	'{0} is empty: the credential has an expression for it, and this item has no value.':
		'Поле «{0}» пустое: в учётных данных стоит выражение, а в этом элементе для него нет значения.',
	'{0} is empty in the credential. Fill it in and press Save.':
		'Поле «{0}» в учётных данных пустое. Заполните его и нажмите Save.',
	'{0} in the credential contains a space, a line break or another invalid character. Copy it again as one line.':
		'В поле «{0}» учётных данных пробел, перевод строки или другой лишний символ. Скопируйте значение заново, одной строкой.',
	'{0} in the credential must have {1} digits.':
		'В поле «{0}» учётных данных должно быть {1} {1|цифра|цифры|цифр}.',
	'Choose a sign-in method in the credential.': 'Выберите в учётных данных способ входа.',
	'The credential has expressions that take values from an item, and here there is none ({0}). In the editor choose by ID or by INN in place of the list. A trigger needs a credential with fixed values.':
		'В учётных данных выражения берут значения из элемента, а здесь элемента нет ({0}). В редакторе вместо списка выберите «По ID» или «По ИНН». Триггеру нужны учётные данные с постоянными значениями.',
	'The OAuth2 credential has expressions that give different items different values, but n8n keeps one connection per credential: all items would act as the user who connected it. Use the credential Kontur.Extern API, which keeps users apart, or one OAuth2 credential per user.':
		'Выражения в учётных данных OAuth2 дают разным элементам разные значения, но подключение у n8n на них одно: все элементы действовали бы от имени того, кто его создал. Возьмите учётные данные «Контур.Экстерн API», где пользователи не смешиваются, или отдельные учётные данные OAuth2 на каждого пользователя.',
	'This credential is for {0} and was not sent to {1}. Check the address of the request and Environment in the credential.':
		'Эти учётные данные — для {0}, по адресу {1} они не отправлены. Проверьте адрес запроса и площадку в учётных данных.',
	'an address without a host': 'без имени сервера',

	// Signing in
	'a password': 'пароль',
	'a code sent to a phone': 'код на телефон',
	'a code from an authenticator app': 'код из приложения-аутентификатора',
	'a one-time code': 'одноразовый код',
	'Kontur does not recognize this combination of Service Name (Client ID) and API Key. Copy both again from your integrator page and check that Environment matches them.':
		'Контур не знает такой пары: название сервиса (Client ID) и API-ключ. Скопируйте оба значения заново со страницы интегратора и проверьте, та ли выбрана площадка.',
	'This Kontur account requires a second factor: {0}. Choose another sign-in method, or turn off the additional check for this login in Kontur.':
		'Этому пользователю Контура нужна вторая проверка: {0}. Выберите другой способ входа или отключите дополнительную проверку этого логина в Контуре.',
	'This integration is not allowed to use this sign-in method for Kontur.Extern. Choose another method, or ask Kontur to allow it (scope {0}).':
		'Интеграции не разрешён этот способ входа в Контур.Экстерн. Выберите другой способ или попросите Контур разрешить этот (scope {0}).',
	'This identity server does not support this sign-in method. Choose another one in the credential.':
		'Сервер входа не знает этого способа входа. Выберите в учётных данных другой.',
	'{0} failed. Try again in a few minutes.': '{0}: сбой. Повторите через несколько минут.',
	'Kontur rejected the login or password. Check both.': 'Контур не принял логин или пароль. Проверьте оба.',
	'Kontur rejected the login or password. Check both, and check that Kontur allows password sign-in for this login.':
		'Контур не принял логин или пароль. Проверьте оба и узнайте, включён ли этому логину вход по паролю.',
	'Kontur rejected the login or password. Check both, and check that Kontur allows this login to sign in by password for this integration.':
		'Контур не принял логин или пароль. Проверьте оба и узнайте, включён ли этому логину вход по паролю для этой интеграции.',
	'Kontur does not allow this integration to sign in without a user. Choose another sign-in method, or ask Kontur to allow it.':
		'Контур не разрешает этой интеграции входить без пользователя. Выберите другой способ входа или попросите Контур разрешить этот.',
	'Kontur rejected the certificate. Check that it is valid, that its issuer is accredited, and that a Kontur user is registered with it.':
		'Контур не принял сертификат. Проверьте, что он действует, что его выдал аккредитованный удостоверяющий центр и что с ним зарегистрирован пользователь Контура.',
	'Kontur rejected the certificate: it is not currently valid, or its issuer is not trusted. Use a qualified certificate that is valid and not revoked.':
		'Контур не принял сертификат: он сейчас не действует, или его издателю нет доверия. Возьмите квалифицированный сертификат, действующий и не отозванный.',
	'Kontur considers the certificate invalid. Use a qualified certificate that is currently valid and not revoked.':
		'Контур считает сертификат недействительным. Возьмите квалифицированный сертификат, действующий и не отозванный.',
	'Kontur could not register the certificate. Use a qualified certificate from an accredited authority, or contact Kontur support.':
		'Контур не смог зарегистрировать сертификат. Возьмите квалифицированный сертификат аккредитованного удостоверяющего центра или обратитесь в поддержку Контура.',
	'Kontur cannot read the certificate. Paste the certificate file (.cer) of the private key again.':
		'Контур не может прочитать сертификат. Вставьте заново файл сертификата (.cer) этого закрытого ключа.',
	'Kontur did not open a session for this certificate. Check that a Kontur user is registered with it.':
		'Контур не открыл сессию по этому сертификату. Проверьте, что с ним зарегистрирован пользователь Контура.',
	'No Kontur user is registered with this certificate. Sign in with it once in a browser, or add it to the user in Kontur.':
		'С этим сертификатом не зарегистрирован ни один пользователь Контура. Один раз войдите с ним в браузере или добавьте его пользователю в Контуре.',
	'Another program appears to be signing in with the same certificate. Try again in a minute.':
		'Похоже, с этим же сертификатом входит другая программа. Повторите через минуту.',
	'This Kontur login requires a second factor. Choose another sign-in method, or turn off the additional check for this login in Kontur.':
		'Этому логину Контура нужна вторая проверка. Выберите другой способ входа или отключите дополнительную проверку этого логина в Контуре.',
	'This Kontur login has no password. Set one in Kontur, or choose another sign-in method.':
		'У этого логина Контура нет пароля. Задайте его в Контуре или выберите другой способ входа.',
	'Kontur has locked this login after too many wrong passwords. Wait {0} minutes, then check the login and password. Until then nothing tries to sign in.':
		'Контур закрыл вход этому логину: слишком много неверных паролей. Подождите {0} {0|минуту|минуты|минут} и проверьте логин и пароль. До тех пор узел входить не пробует.',
	'Kontur does not recognize this API key. Copy it again from your integrator page and check that Environment matches it.':
		'Контур не знает такого API-ключа. Скопируйте его заново со страницы интегратора и проверьте, та ли выбрана площадка.',
	'Trusted System requires an RSA key. For a GOST key, choose "Trusted System (Auth.sid)".':
		'Способу «Доверенная система» нужен ключ RSA. Для ключа ГОСТ выберите «Доверенная система (auth.sid)».',
	"Kontur rejected the trusted sign-in for this user. Check that Kontur has the certificate of this key, that the user is linked (operation Partner User: Link), and that this computer's clock is correct.":
		'Контур не принял вход через доверенную систему для этого пользователя. Проверьте, что у Контура есть сертификат этого ключа, что пользователь связан (операция «Пользователь партнёра: Связать») и что часы этого компьютера верны.',
	"Kontur rejected the trusted sign-in for this user. Check that Kontur has the partner's certificate, that the user is linked (operation Partner User: Link), and that this computer's clock is correct.":
		'Контур не принял вход через доверенную систему для этого пользователя. Проверьте, что у Контура есть сертификат партнёра, что пользователь связан (операция «Пользователь партнёра: Связать») и что часы этого компьютера верны.',
	'Kontur does not let a partner vouch for this user because the user is an administrator. Use a user without administrator rights.':
		'Контур не разрешает партнёру входить за этого пользователя: он администратор. Возьмите пользователя без прав администратора.',
	"The request names no user of the partner's system. Fill in Partner User ID in the credential, or identify the user by another value.":
		'В запросе не назван пользователь системы партнёра. Заполните «ID пользователя у партнёра» в учётных данных или задайте пользователя иначе.',
	'Kontur did not find this user. Check the value that identifies the user.':
		'Контур не нашёл этого пользователя. Проверьте значение, по которому его ищут.',
	'Several Kontur users match. Identify the user by another value.':
		'Подходят несколько пользователей Контура. Задайте пользователя иначе.',
	'Kontur did not renew this session.': 'Контур не продлил сессию.',
	'{0} returned an invalid session. Check the addresses in the credential and try again in a few minutes.':
		'{0} вернул негодную сессию. Проверьте адреса в учётных данных и повторите через несколько минут.',
	'{0} no longer accepts the session or token in the credential. Get a new one and paste it into the credential.':
		'{0} больше не принимает сессию или токен из учётных данных. Получите новые и вставьте в учётные данные.',
	'{0} keeps rejecting sessions it has just issued. Check the keys and the environment in the credential, and the permissions of the login.':
		'{0} не принимает сессии, которые сам только что выдал. Проверьте ключи и площадку в учётных данных, а также права логина.',
	'{0} needs a new session': '{0}: нужна новая сессия',
	' Kontur says: {0} (HTTP {1}).': ' Ответ Контура: {0} (HTTP {1}).',
	' X-Kontur-Trace-Id: {0}.': ' X-Kontur-Trace-Id: {0}.',
	'The proxy between n8n and Kontur requires a sign-in. {0} was not reached':
		'Прокси между n8n и Контуром требует входа. Запрос не дошёл: {0}',
	'Add the user name and password of the proxy to the proxy settings of n8n (HTTPS_PROXY).':
		'Добавьте имя и пароль прокси в настройки прокси n8n (HTTPS_PROXY).',
	'{0} could not complete the sign-in': '{0} не смог завершить вход',
	'Try again in a few minutes.': 'Повторите через несколько минут.',
	'{0} was not found at the address in the credential': '{0} не найден по адресу из учётных данных',
	'Check Environment and any custom addresses.': 'Проверьте площадку и свои адреса в учётных данных.',
	'{0} gave no usable answer': '{0} не дал понятного ответа',
	'Something between n8n and Kontur may have answered in its place. Check the network, the proxy and the addresses in the credential, then try again.':
		'Возможно, вместо Контура ответило что-то по пути. Проверьте сеть, прокси и адреса в учётных данных и повторите.',

	// OAuth2
	'Open the credential and press Reconnect.': 'Откройте учётные данные и нажмите Reconnect.',
	'The credential is not connected to a Kontur account yet. Open it, press Connect and sign in to Kontur.':
		'Учётные данные ещё не подключены к Контуру. Откройте их, нажмите Connect и войдите в Контур.',
	'The Kontur identity server could not renew the connection, so nothing was sent. Try again in a few minutes.':
		'Сервер входа Контура не смог продлить подключение, поэтому ничего не отправлено. Повторите через несколько минут.',
	'Kontur did not renew the connection{0}: it was revoked or has expired, or the service name (Client ID) or the API key (Client Secret) has changed. {1}':
		'Контур не продлил подключение{0}: оно отозвано или истекло, либо сменились название сервиса (Client ID) или API-ключ (Client Secret). {1}',
	'The connection to Kontur has expired: it lasts about an hour, and Kontur issued no refresh token. {0} For unattended workflows use the credential Kontur.Extern API.':
		'Подключение к Контуру истекло: оно действует около часа, а токена для продления Контур не выдал. {0} Для работы без человека возьмите учётные данные «Контур.Экстерн API».',
	'Kontur.Extern does not accept the connected account':
		'Контур.Экстерн не принимает подключение из учётных данных',
	'Open the credential and press Reconnect. Check that its environment matches the service name and the login.':
		'Откройте учётные данные и нажмите Reconnect. Проверьте, что площадка подходит к названию сервиса и логину.',

	// The network
	'the connection was refused': 'в соединении отказано',
	'the connection was lost': 'соединение оборвалось',
	'the request timed out': 'нет ответа вовремя',
	'the address was not found': 'адрес неизвестен',
	'the DNS lookup failed': 'адрес не удалось узнать в DNS',
	'the secure connection failed': 'защищённое соединение не установлено',
	'the certificate of the server has expired': 'сертификат сервера истёк',
	'the certificate of the server is not trusted': 'сертификату сервера нет доверия',
	'the certificate of the server is for another address': 'сертификат сервера выдан для другого адреса',
	'the response was damaged': 'ответ повреждён',
	'the request could not be made': 'запрос не удалось сделать',
	'\nDetails: {0}': '\nПодробности: {0}',
	'{0}: the sign-in was not sent. {1}': '{0}: запрос на вход не отправлен. {1}',
	'{0} cannot be reached for sign-in ({1}). Check the network, the proxy and the addresses in the credential.':
		'{0} недоступен, войти не удалось ({1}). Проверьте сеть, прокси и адреса в учётных данных.',
	'{0} did not answer ({1}), so it is not known whether the request was carried out':
		'{0} не ответил ({1}), поэтому неизвестно, выполнен ли запрос',
	'{0} cannot be reached ({1})': '{0} недоступен ({1})',
	'Check the network, the proxy and the environment in the credential, then try again.':
		'Проверьте сеть, прокси и площадку в учётных данных и повторите.',
	'Check the network, the proxy and the environment in the credential, then try again in a few minutes.':
		'Проверьте сеть, прокси и площадку в учётных данных и повторите через несколько минут.',
	'Check the object in Kontur before you repeat this: the request may have taken effect.':
		'Прежде чем повторять, посмотрите в Контуре, что с объектом: запрос мог выполниться.',
	'Nothing was sent. Correct the credential as described above, then run the node again.':
		'Ничего не отправлено. Исправьте учётные данные, как сказано выше, и запустите узел снова.',
	'Nothing was sent. Try again in a few minutes. If this keeps happening, open the credential: n8n tests it and says what is wrong.':
		'Ничего не отправлено. Повторите через несколько минут. Если не проходит, откройте учётные данные: n8n проверит их и скажет, что не так.',
	'Kontur asked for a longer pause than a poll may make. The next poll tries again.':
		'Контур попросил паузу дольше, чем может ждать опрос. Следующий опрос попробует снова.',
	'The execution was canceled': 'Выполнение отменено',
	'This node works locally and sends no requests.': 'Этот узел работает внутри n8n и никуда не обращается.',

	// Responses that are not Kontur's
	'{0} returned {1}': '{0} вернул {1}',
	'{0}, so it is not known whether the request was carried out':
		'{0}, поэтому неизвестно, выполнен ли запрос',
	'a response that is not what Kontur documents': 'ответ не такой, как в документации Контура',
	"a response that is not Kontur's": 'ответ не от Контура',
	'a redirect to another address': 'перенаправление на другой адрес',
	'Your keys are not sent there. Check the environment in the credential and the proxy.':
		'Ваши ключи туда не отправлены. Проверьте площадку в учётных данных и прокси.',
	'HTTP 401 without saying why': 'HTTP 401 без объяснения',
	'Either Kontur no longer accepts the session or the keys, or something between n8n and Kontur answered. Open the credential: n8n tests it and says what is wrong.':
		'Либо Контур больше не принимает сессию или ключи, либо ответило что-то по пути. Откройте учётные данные: n8n проверит их и скажет, что не так.',
	"a proxy's demand for a sign-in": 'требование прокси войти',
	'an HTML page instead of data': 'страницу HTML вместо данных',
	'a response that is too large to process': 'слишком большой ответ',
	'Request less at once: a shorter period or a lower limit. If that does not help, check the proxy and the environment in the credential.':
		'Запросите меньше за раз: короче период, меньше документов. Если не поможет, проверьте прокси и площадку в учётных данных.',
	'a response that is nested too deeply': 'ответ со слишком глубокой вложенностью',
	'Kontur sends no such responses. Check the proxy and the environment in the credential.':
		'Контур таких ответов не присылает. Проверьте прокси и площадку в учётных данных.',
	'an unreadable response': 'нечитаемый ответ',
	'an empty response': 'пустой ответ',
	"JSON that is not Kontur's": 'JSON не от Контура',
	'an HTML page': 'страница HTML',
	'a truncated response': 'оборванный ответ',
	'plain text': 'обычный текст',
	' that says "{0}"': ' со словами «{0}»',
	'\nReceived: {0}.': '\nПолучено: {0}.',
	'the request': 'запрос',
	'The response to {0} has no valid {1}. ': 'В ответе на {0} не хватает или неверно: {1}. ',
	'{0} of the requested object': '{0} запрошенного объекта',
	'data instead of an error': 'данные вместо ошибки',
	'{0} of at most {1} elements': '{0}, не больше {1} элементов',
	'Kontur says: {0}': 'Ответ Контура: {0}',
	'X-Kontur-Trace-Id: {0}': 'X-Kontur-Trace-Id: {0}',

	// Refusals
	'{0} failed to process the request': '{0} не смог обработать запрос',
	'Try again in a few minutes. If this keeps happening, send the trace ID below to Kontur support.':
		'Повторите через несколько минут. Если не проходит, отправьте в поддержку Контура X-Kontur-Trace-Id, который указан ниже.',
	'{0} refused the request (HTTP {1})': '{0} отказал в запросе (HTTP {1})',
	'It redirects to another address, and your keys are never sent there. Check the environment in the credential and the proxy.':
		'Он перенаправляет на другой адрес, а туда ваши ключи не отправляются. Проверьте площадку в учётных данных и прокси.',
	'Read what Kontur says below. Kontur support can find the request by its trace ID.':
		'Прочитайте ответ Контура ниже. Поддержка Контура найдёт запрос по X-Kontur-Trace-Id.',
	'Open the credential: n8n tests it and says what is wrong.':
		'Откройте учётные данные: n8n проверит их и скажет, что не так.',
	'The node has already waited and retried. Run fewer workflows at once, or run this one later.':
		'Узел уже ждал и пробовал снова. Запускайте меньше процессов одновременно, а этот — позже.',
	'Another operation is still running on this draft or document':
		'С этим черновиком или документом ещё идёт другая операция',
	'Wait until it ends, then run this node again. Do not work on one draft from two workflows at once.':
		'Дождитесь её конца и запустите узел снова. Не работайте с одним черновиком из двух процессов сразу.',
	'Kontur found errors in the documents, so nothing was sent':
		'Контур нашёл в документах ошибки, поэтому ничего не отправлено',
	'Correct the files and send them again. If no error is listed here, Draft: Check lists them.':
		'Исправьте файлы и отправьте снова. Если ошибок здесь не видно, их покажет операция «Черновик: Проверить».',
	'A document of the draft has no signature': 'Документ черновика не подписан',
	'Sign every document with Draft: Sign or Draft Signature: Add, then run this node again. Kontur names the documents below.':
		'Подпишите каждый документ операцией «Черновик: Подписать» или «Подпись черновика: Добавить» и запустите узел снова. Документы Контур назвал ниже.',
	'Kontur cannot print this document': 'Контур не может напечатать этот документ',
	'Only documents with a print form can be printed. Download the file itself instead.':
		'Напечатать можно только документ, у которого есть печатная форма. Скачайте сам файл.',
	'The document has no content of this kind': 'У документа нет такого содержимого',
	'Choose the other content of the document, encrypted or decrypted. Decrypted content exists only after decryption.':
		'Возьмите другое содержимое документа: зашифрованное или расшифрованное. Расшифрованное появляется только после расшифровки.',
	'Kontur does not let a partner vouch for this user':
		'Контур не разрешает партнёру входить за этого пользователя',
	'This user is an administrator in Kontur. Link a user without administrator rights.':
		'Этот пользователь — администратор в Контуре. Свяжите пользователя без прав администратора.',
	'Kontur does not accept the API key for this operation': 'Контур не принимает API-ключ для этой операции',
	'Check the API key and the environment in the credential. Linking users by phone needs a separate permission; ask Kontur for it.':
		'Проверьте API-ключ и площадку в учётных данных. Чтобы связывать пользователей по телефону, нужно отдельное право: попросите его у Контура.',
	"The request names no user of the partner's system": 'В запросе не назван пользователь системы партнёра',
	'Fill in Partner User ID. An expression there may be empty for this item.':
		'Заполните «ID пользователя у партнёра». Если там выражение, для этого элемента оно может быть пустым.',
	'Kontur has no user with this phone number': 'В Контуре нет пользователя с таким телефоном',
	'Check the phone number: 10 digits, as in the profile of the Kontur user.':
		'Проверьте телефон: 10 цифр, как в профиле пользователя Контура.',
	'Several Kontur users have this phone number': 'В Контуре несколько пользователей с таким телефоном',
	'Ask Kontur support to link the user, or to change the phone number of the other users.':
		'Попросите поддержку Контура связать пользователя или сменить телефон у остальных.',
	'The account already has this organization': 'В учётной записи уже есть эта организация',
	'Find it with Organization: Get Many and the filters INN and KPP, or give another INN or KPP.':
		'Найдите её: «Организация: Получить список» с фильтрами «ИНН» и «КПП», или укажите другие ИНН и КПП.',
	'Kontur.Extern did not accept the values of this request':
		'Контур.Экстерн не принял значения из этого запроса',
	'Kontur.OFD did not accept the values of this request': 'Контур.ОФД не принял значения из этого запроса',
	'Correct the value that Kontur names below.': 'Исправьте значение, которое Контур назвал ниже.',
	'Kontur.Extern does not accept the session or the API key':
		'Контур.Экстерн не принимает сессию или API-ключ',
	'{0} Check the API key and the environment.': '{0} Проверьте API-ключ и площадку.',
	'This login has no access to the account or object':
		'У этого логина нет доступа к учётной записи или объекту',
	'Check the account in the node. If it is right, ask the administrator for more rights for the login, or Kontur for more rights for the API key.':
		'Проверьте учётную запись в узле. Если она верна, попросите прав: логину — у администратора, API-ключу — у Контура.',
	'Kontur.Extern has no such object': 'В Контур.Экстерне нет такого объекта',
	'Check the IDs in the node, and that they belong to the chosen account. A document flow can take a few seconds to appear after sending.':
		'Проверьте ID в узле и относятся ли они к выбранной учётной записи. Документооборот появляется через несколько секунд после отправки.',
	'Another operation changed this object at the same moment':
		'В этот же момент объект изменила другая операция',
	'Wait a few seconds and run this node again. Do not work on one object from two workflows at once.':
		'Подождите несколько секунд и запустите узел снова. Не работайте с одним объектом из двух процессов сразу.',
	'A part of the file is larger than Kontur.Extern accepts':
		'Часть файла больше, чем принимает Контур.Экстерн',
	'Kontur accepts parts of up to 64 MB. Please report this as a bug: the node should have split the file.':
		'Контур принимает части до 64 МБ. Сообщите нам об ошибке: узел должен был разбить файл.',
	'Kontur.Extern is receiving too many requests': 'К Контур.Экстерну слишком много запросов',
	'Kontur.OFD is receiving too many requests': 'К Контур.ОФД слишком много запросов',
	'Kontur.OFD does not know this integrator key': 'Контур.ОФД не знает этого ключа интегратора',
	'Check the integrator key and the environment in the credential; production and test have different keys.':
		'Проверьте ключ интегратора и площадку в учётных данных: у рабочей и тестовой площадки ключи разные.',
	'Kontur.OFD does not accept the session': 'Контур.ОФД не принимает сессию',
	'{0} If you pasted a session there, it has expired: paste a new one.':
		'{0} Если там вставлена сессия, она истекла: вставьте новую.',
	'Kontur.OFD does not accept the session or the integrator key':
		'Контур.ОФД не принимает сессию или ключ интегратора',
	'Check that the integrator key was issued for the login in the credential, or ask Kontur.OFD to grant access.':
		'Проверьте, что ключ интегратора выдан на логин из учётных данных, или попросите доступ у Контур.ОФД.',
	'The integrator key has no access to this organization or period':
		'Эта организация или этот период не открыты ключу интегратора',
	"Check the organization and the period. The organization's owner gives consent in the Kontur.OFD account.":
		'Проверьте организацию и период. Согласие даёт владелец организации в личном кабинете Контур.ОФД.',
	'Check the period. Totals of an organization also need access to all of its cash registers, including those connected later; Kontur.OFD grants it to the key.':
		'Проверьте период. Для итогов организации ключу должны быть открыты все её кассы, и те, что подключат позже; открывает их Контур.ОФД.',
	'Compare the period with Permission From and Permission To of the cash register.':
		'Сравните период со сроком доступа кассы: permissionFrom и permissionTo.',
	'Choose the cash register from the list. One that is missing there needs the consent of its owner in the Kontur.OFD account.':
		'Выберите кассу из списка. Если её там нет, нужно согласие владельца в личном кабинете Контур.ОФД.',
	'The integrator key does not grant access to this data': 'Ключ интегратора не открывает эти данные',
	'Ask Kontur.OFD to grant access, or the owner of the cash register to give consent.':
		'Попросите доступ у Контур.ОФД или согласие у владельца кассы.',
	'Kontur.OFD did not accept the page offset': 'Контур.ОФД не принял смещение страницы',
	'The page offset is outside the period': 'Смещение страницы вне периода',
	'Read the period again from its start.': 'Прочитайте период заново, с начала.',
	'The period is not valid': 'Неверный период',
	'From must be earlier than To. Check both dates.': 'Начало должно быть раньше конца. Проверьте обе даты.',
	'Fill in the field for "{parameter}" in the node. An expression there may be empty for this item.':
		'Заполните в узле поле для «{parameter}». Если там выражение, для этого элемента оно может быть пустым.',
	'Fill in all fields of the node. An expression may be empty for this item.':
		'Заполните все поля узла. Какое-то выражение может быть пустым для этого элемента.',
	'Enter dates in the node in the form 2026-01-31T00:00:00. If a date is an expression, check its result.':
		'Введите даты в узле в виде 2026-01-31T00:00:00. Если дата задана выражением, проверьте его результат.',
	'Kontur.OFD has no such organization': 'В Контур.ОФД нет такой организации',
	'Choose the organization from the list.': 'Выберите организацию из списка.',
	'Kontur.OFD has no such document': 'В Контур.ОФД нет такого документа',
	'Check the document, and that it belongs to this cash register and fiscal drive.':
		'Проверьте документ и относится ли он к этой кассе и этому накопителю.',
	'Kontur.OFD has no such object': 'В Контур.ОФД нет такого объекта',
	'Check the organization and the cash register.': 'Проверьте организацию и кассу.',

	// Uploads, downloads, tasks, pages
	'The content type of the file contains a line break or another invalid character. Correct it in this node or in the node that provides the file.':
		'В типе файла перевод строки или другой недопустимый символ. Исправьте тип в этом узле или в узле, который передаёт файл.',
	'The file is empty. Kontur does not accept empty files; check the node before this one.':
		'Файл пустой. Контур не принимает пустые файлы: проверьте предыдущий узел.',
	'The file is longer than its declared size of {0} bytes. Load it again.':
		'Файл длиннее, чем заявлено ({0} {0|байт|байта|байт}). Загрузите его снова.',
	'The file ended after {0} of {1} bytes. Load it again.':
		'Файл кончился на {0} из {1} байт. Загрузите его снова.',
	'Kontur returned the wrong part of the file. Try again.': 'Контур вернул не ту часть файла. Повторите.',
	'The file changed while it was being downloaded. Try again.':
		'Файл изменился во время скачивания. Повторите.',
	'The download stopped after {0} of {1} bytes. Try again.':
		'Скачивание оборвалось на {0} из {1} байт. Повторите.',
	'Kontur returned an empty file. Try again.': 'Контур вернул пустой файл. Повторите.',
	'Kontur returned {0} bytes instead of {1}. Try again.':
		'Контур вернул {0} {0|байт|байта|байт} вместо {1}. Повторите.',
	'Kontur returned the same page of the list twice. Try again later.':
		'Контур дважды вернул одну страницу списка. Повторите позже.',
	'The value "{0}" contains a broken Unicode character (lone surrogate). Enter it again.':
		'В значении «{0}» повреждённый символ Unicode. Введите его заново.',
	'The value "{0}" is empty. Fill it in.': 'Значение «{0}» пустое. Заполните его.',
	'The value "{0}" cannot be "{1}".': 'Значение «{0}» не может быть «{1}».',
	'Kontur is still working after {0} seconds (task {1}). Nothing is lost: get the task by its ID later, or increase the time to wait.':
		'Прошло {0} {0|секунда|секунды|секунд}, а Контур ещё работает (задача {1}). Ничего не потеряно: получите задачу по ID позже или увеличьте время ожидания.',

	// What every node checks
	'A node used as an AI tool cannot receive files':
		'Узел, который служит инструментом ИИ, не получает файлов',
	'Let the AI Agent call a workflow that reads the file and passes it to this node (Call n8n Workflow Tool).':
		'Пусть AI Agent вызовет процесс, который прочитает файл и передаст его этому узлу (Call n8n Workflow Tool).',
	'No account has the INN {0}': 'Нет учётной записи с ИНН {0}',
	'The user in the credential sees no such account. Check the INN, the KPP and the credential, or create the account first.':
		'Пользователь из учётных данных не видит такой учётной записи. Проверьте ИНН, КПП и учётные данные или сначала создайте учётную запись.',
	'{0} accounts have the INN {1}': 'Учётных записей с ИНН {1} несколько: {0}',
	'No organization has the INN {0}': 'Нет организации с ИНН {0}',
	'The user in the credential sees no such organization. Check the INN, the KPP and the credential, or create the organization first.':
		'Пользователь из учётных данных не видит такой организации. Проверьте ИНН, КПП и учётные данные или сначала создайте организацию.',
	'{0} organizations have the INN {1}': 'Организаций с ИНН {1} несколько: {0}',
	'{0} more': 'ещё {0}',
	'Choose one by its ID': 'Выберите нужную по ID',
	'Add the KPP after a hyphen, or choose one by its ID': 'Добавьте КПП через дефис или выберите нужную по ID',
	'"{0}" cannot be chosen by INN': 'Поле «{0}» нельзя выбрать по ИНН',
	'"{0}" is not an INN: {1}': 'В поле «{0}» не ИНН: {1}',
	'Enter the 10 digits of an organization or the 12 digits of a person. A KPP may follow after a hyphen: 7707083893-770701001.':
		'Введите 10 цифр организации или 12 цифр человека. КПП можно добавить через дефис: 7707083893-770701001.',
	'"{0}" has an INN with a wrong control digit: {1}': 'В поле «{0}» ИНН с неверной контрольной цифрой: {1}',
	'Check it for a typing error.': 'Проверьте, нет ли опечатки.',
	'Choose "{0}" first.': 'Сначала выберите «{0}».',
	'The result is too large for n8n: more than {0} MB in memory':
		'Результат слишком велик для n8n: больше {0} МБ в памяти',
	'Nothing was lost in Kontur. Read less at once: a shorter period, fewer registers or accounts, or a limit; turn on Simplify; or read each day in a sub-workflow that returns a short result.':
		'В Контуре ничего не потеряно. Читайте меньше за раз: короче период, меньше касс или учётных записей, ограничение числа; включите «Упростить»; или читайте каждый день во вложенном процессе с коротким результатом.',
	'{0} and {1} more': '{0} и ещё {1}',
	'{0}; and {1} more': '{0}; и ещё {1}',
	'Skipped because Kontur no longer gives access: {0}.': 'Пропущено: Контур больше не даёт доступа: {0}.',
	'The result is incomplete. Not read: {0}.': 'Результат неполный. Не прочитано: {0}.',
	'This version of the node has no operation "{0}" for the resource "{1}"':
		'В этой версии узла нет операции «{0}» для ресурса «{1}»',
	'Choose the operation again, or update the package.': 'Выберите операцию заново или обновите пакет.',
	'"Limit" must be a number, 1 or greater': 'В поле «Не больше» должно быть число, 1 или больше',
	'Fill in "{0}" in the node. If it contains an expression, this item has no value for it.':
		'Заполните «{0}» в узле. Если там выражение, для этого элемента у него нет значения.',
	'Choose the credential with your certificate and private key in the node.':
		'Выберите в узле учётные данные с вашим сертификатом и закрытым ключом.',
	'In Kontur.Extern it is "Certificate to Sign With", at the top of the panel.':
		'В Контур.Экстерне это поле «Сертификат для подписи», вверху панели.',
};
