"""Short texts in many languages, each with a line at its head or at its end."""

# ruff: noqa: E501  (a sentence of a policy stays on its line)
from __future__ import annotations

BODIES = {
    "en": (
        "We collect the information that you give us and use it for the purposes of this page.",
        "You may write to us at any time, and we will answer within 30 days of your letter.",
    ),
    "de": (
        "Wir verarbeiten Daten nur, soweit dies für die Website und den Dienst nötig ist.",
        "Sie können uns jederzeit schreiben, und wir werden Ihnen in 30 Tagen antworten.",
    ),
    "fr": (
        "Nous recueillons les renseignements que vous nous donnez pour votre compte.",
        "Vous pouvez nous écrire à tout moment et nous vous répondrons dans les 30 jours.",
    ),
    "es": (
        "Recogemos la información que usted nos da al crear una cuenta para el servicio.",
        "Puede escribirnos en cualquier momento y le responderemos en un plazo de 30 días.",
    ),
    "it": (
        "Raccogliamo le informazioni che ci fornisci quando crei il tuo account per il sito.",
        "Puoi scriverci in qualsiasi momento e ti risponderemo entro 30 giorni.",
    ),
    "pt": (
        "Coletamos as informações que você nos dá ao criar uma conta para o serviço.",
        "Você pode nos escrever a qualquer momento e responderemos em até 30 dias.",
    ),
    "nl": (
        "Wij verzamelen de gegevens die u ons geeft wanneer u een account aanmaakt.",
        "U kunt ons op elk moment schrijven en wij antwoorden u binnen 30 dagen.",
    ),
    "pl": (
        "Zbieramy informacje, które nam podajesz podczas zakładania konta w serwisie.",
        "Możesz do nas napisać w każdej chwili, a odpowiemy w ciągu 30 dni.",
    ),
    "sv": (
        "Vi samlar in den information som du ger oss när du skapar ett konto för tjänsten.",
        "Du kan skriva till oss när som helst och vi svarar inom 30 dagar.",
    ),
    "da": (
        "Vi indsamler de oplysninger, som du giver os, når du opretter en konto til tjenesten.",
        "Du kan skrive til os når som helst, og vi svarer inden for 30 dage.",
    ),
    "nb": (
        "Vi samler inn opplysningene som du gir oss når du oppretter en konto for tjenesten.",
        "Du kan skrive til oss når som helst, og vi svarer innen 30 dager.",
    ),
    "fi": (
        "Keräämme tietoja, jotka annat meille luodessasi tilin palveluun, ja käytämme niitä tässä kuvatulla tavalla.",
        "Voit kirjoittaa meille milloin tahansa, ja vastaamme 30 päivän kuluessa.",
    ),
    "tr": (
        "Hesap oluştururken bize verdiğiniz bilgileri topluyor ve bu politikada açıklandığı gibi kullanıyoruz.",
        "Bize istediğiniz zaman yazabilirsiniz; 30 gün içinde yanıt veririz.",
    ),
    "ru": (
        "Мы собираем сведения, которые вы нам сообщаете при создании учётной записи.",
        "Вы можете написать нам в любое время, и мы ответим в течение 30 дней.",
    ),
    "uk": (
        "Ми збираємо відомості, які ви надаєте нам під час створення облікового запису.",
        "Ви можете написати нам у будь-який час, і ми відповімо протягом 30 днів.",
    ),
    "ja": (
        "当社は、お客様がアカウントを作成する際に提供する情報を取得します。",
        "お客様はいつでも当社に連絡することができ、当社は30日以内に回答します。",
    ),
    "ko": (
        "회사는 이용자가 계정을 만들 때 제공하는 정보를 수집합니다.",
        "이용자는 언제든지 회사에 문의할 수 있으며 회사는 30일 이내에 답변합니다.",
    ),
    "zh": (
        "我们收集您在创建账户时提供的信息，并仅用于本政策所述目的。",
        "您可以随时联系我们，我们将在30天内答复。",
    ),
    "tw": (
        "我們蒐集您在建立帳戶時所提供的資訊，並僅用於本政策所述之目的。",
        "您可以隨時聯絡我們，我們將於30天內回覆。",
    ),
    "ar": (
        "نحن نجمع المعلومات التي تقدمها لنا عند إنشاء حساب ونستخدمها فقط للأغراض الموضحة هنا.",
        "يمكنك الكتابة إلينا في أي وقت وسنرد خلال 30 يومًا.",
    ),
    "he": (
        "אנו אוספים את המידע שאתם מוסרים לנו בעת יצירת חשבון ומשתמשים בו למטרות המתוארות כאן.",
        "ניתן לכתוב לנו בכל עת ואנו נשיב בתוך 30 ימים.",
    ),
    "hi": (
        "हम वह जानकारी एकत्र करते हैं जो आप खाता बनाते समय हमें देते हैं और उसका उपयोग केवल यहाँ बताए गए उद्देश्यों के लिए करते हैं।",
        "आप हमें कभी भी लिख सकते हैं और हम 30 दिनों के भीतर उत्तर देंगे।",
    ),
    "fa": (
        "ما اطلاعاتی را که هنگام ایجاد حساب به ما می\u200cدهید جمع\u200cآوری می\u200cکنیم و فقط برای اهداف این صفحه به کار می\u200cبریم.",
        "می\u200cتوانید هر زمان به ما بنویسید و ما ظرف ۳۰ روز پاسخ می\u200cدهیم.",
    ),
    "vi": (
        "Chúng tôi thu thập thông tin mà bạn cung cấp cho chúng tôi khi bạn tạo tài khoản.",
        "Bạn có thể viết cho chúng tôi bất cứ lúc nào và chúng tôi sẽ trả lời trong vòng 30 ngày.",
    ),
    "id": (
        "Kami mengumpulkan informasi yang Anda berikan kepada kami saat membuat akun untuk layanan ini.",
        "Anda dapat menulis kepada kami kapan saja dan kami akan menjawab dalam 30 hari.",
    ),
    "cs": (
        "Shromažďujeme údaje, které nám poskytnete při vytváření účtu, a používáme je pro účely popsané na této stránce.",
        "Můžete nám kdykoli napsat a my vám odpovíme do 30 dnů.",
    ),
    "hu": (
        "Azokat az adatokat gyűjtjük, amelyeket Ön a fiók létrehozásakor megad nekünk.",
        "Ön bármikor írhat nekünk, és 30 napon belül válaszolunk.",
    ),
    "ro": (
        "Colectăm informațiile pe care ni le furnizați atunci când creați un cont pentru serviciu.",
        "Ne puteți scrie oricând, iar noi vă vom răspunde în termen de 30 de zile.",
    ),
    "el": (
        "Συλλέγουμε τις πληροφορίες που μας δίνετε όταν δημιουργείτε λογαριασμό για την υπηρεσία.",
        "Μπορείτε να μας γράψετε ανά πάσα στιγμή και θα απαντήσουμε εντός 30 ημερών.",
    ),
    "th": (
        "เรารวบรวมข้อมูลที่คุณให้แก่เราเมื่อคุณสร้างบัญชี และใช้ตามวัตถุประสงค์ในหน้านี้",
        "คุณสามารถเขียนถึงเราได้ทุกเมื่อ และเราจะตอบภายใน 30 วัน",
    ),
}
TITLES = {
    "en": "Privacy Policy",
    "de": "Datenschutzerklärung",
    "fr": "Politique de confidentialité",
    "es": "Política de privacidad",
    "it": "Informativa sulla privacy",
    "pt": "Política de Privacidade",
    "nl": "Privacybeleid",
    "pl": "Polityka prywatności",
    "sv": "Integritetspolicy",
    "da": "Privatlivspolitik",
    "nb": "Personvernerklæring",
    "fi": "Tietosuojaseloste",
    "tr": "Gizlilik Politikası",
    "ru": "Политика конфиденциальности",
    "uk": "Політика конфіденційності",
    "ja": "プライバシーポリシー",
    "ko": "개인정보 처리방침",
    "zh": "隐私政策",
    "tw": "隱私權政策",
    "ar": "سياسة الخصوصية",
    "he": "מדיניות פרטיות",
    "hi": "गोपनीयता नीति",
    "fa": "سیاست حفظ حریم خصوصی",
    "vi": "Chính sách bảo mật",
    "id": "Kebijakan Privasi",
    "cs": "Zásady ochrany osobních údajů",
    "hu": "Adatvédelmi tájékoztató",
    "ro": "Politica de confidențialitate",
    "el": "Πολιτική απορρήτου",
    "th": "นโยบายความเป็นส่วนตัว",
}


def a_text(language: str, line: str, *, at_end: bool) -> str:
    """A short policy in a language, with a line at its head or at its end."""
    body = "\n\n".join(BODIES[language] * 3)
    title = f"# {TITLES[language]}"
    return f"{title}\n\n{body}\n\n{line}\n" if at_end else f"{title}\n\n{line}\n\n{body}\n"
