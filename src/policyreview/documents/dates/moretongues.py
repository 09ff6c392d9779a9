"""Names of months and weekdays in the languages that are looked for only in texts of their own.

The first set of months is the case that stands beside a day, where a language has cases.
"""

from __future__ import annotations

from policyreview.documents.dates.names import Names, named

_MORE = (
    named(
        "ar",
        "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر"
        "|يناير فبراير مارس إبريل مايو يونيه يوليه أغسطس سبتمبر أكتوبر نوفمبر ديسمبر"
        "|يناير فبراير مارس ابريل مايو يونيو يوليو اغسطس سبتمبر اكتوبر نوفمبر ديسمبر",
        "الاثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد",
    ),
    named(
        "cs",
        "ledna února března dubna května června července srpna září října listopadu prosince"
        "|leden únor březen duben květen červen červenec srpen září říjen listopad prosinec"
        "|lednu únoru březnu dubnu květnu červnu červenci srpnu září říjnu listopadu prosinci",
        "pondělí úterý středa čtvrtek pátek sobota neděle",
    ),
    named(
        "da",
        "januar februar marts april maj juni juli august september oktober november december"
        "|jan feb mar apr maj jun jul aug sep okt nov dec",
        "mandag tirsdag onsdag torsdag fredag lørdag søndag",
    ),
    named(
        "el",
        "Ιανουαρίου Φεβρουαρίου Μαρτίου Απριλίου Μαΐου Ιουνίου Ιουλίου Αυγούστου Σεπτεμβρίου"
        " Οκτωβρίου Νοεμβρίου Δεκεμβρίου"
        "|Ιανουάριος Φεβρουάριος Μάρτιος Απρίλιος Μάιος Ιούνιος Ιούλιος Αύγουστος Σεπτέμβριος"
        " Οκτώβριος Νοέμβριος Δεκέμβριος",
        "Δευτέρα Τρίτη Τετάρτη Πέμπτη Παρασκευή Σάββατο Κυριακή",
    ),
    named(
        "fa",
        "ژانویه فوریه مارس آوریل مه ژوئن ژوئیه اوت سپتامبر اکتبر نوامبر دسامبر"
        "|ژانویهٔ فوریهٔ مارس آوریل مهٔ ژوئن ژوئیهٔ اوت سپتامبر اکتبر نوامبر دسامبر"
        "|ژانویه فوریه مارس آوریل می ژوئن جولای آگوست سپتامبر اکتبر نوامبر دسامبر",
        "",
    ),
    named(
        "fi",
        "tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesäkuuta heinäkuuta elokuuta"
        " syyskuuta lokakuuta marraskuuta joulukuuta"
        "|tammikuu helmikuu maaliskuu huhtikuu toukokuu kesäkuu heinäkuu elokuu syyskuu lokakuu"
        " marraskuu joulukuu"
        "|tammikuussa helmikuussa maaliskuussa huhtikuussa toukokuussa kesäkuussa heinäkuussa"
        " elokuussa syyskuussa lokakuussa marraskuussa joulukuussa",
        "maanantaina tiistaina keskiviikkona torstaina perjantaina lauantaina sunnuntaina"
        "|maanantai tiistai keskiviikko torstai perjantai lauantai sunnuntai",
    ),
    named(
        "he",
        "בינואר בפברואר במרץ באפריל במאי ביוני ביולי באוגוסט בספטמבר באוקטובר בנובמבר בדצמבר"
        "|ינואר פברואר מרץ אפריל מאי יוני יולי אוגוסט ספטמבר אוקטובר נובמבר דצמבר"
        "|בינואר בפברואר במרס באפריל במאי ביוני ביולי באוגוסט בספטמבר באוקטובר בנובמבר בדצמבר",
        "",
    ),
    named(
        "hi",
        "जनवरी फ़रवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर अक्टूबर नवंबर दिसंबर"
        "|जनवरी फरवरी मार्च अप्रैल मई जून जुलाई अगस्त सितम्बर अक्तूबर नवम्बर दिसम्बर"
        "|जनवरी फ़रवरी मार्च अप्रैल मई जून जुलाई अगस्त सितम्बर अक्टूबर नवम्बर दिसम्बर",
        "सोमवार मंगलवार बुधवार गुरुवार शुक्रवार शनिवार रविवार",
    ),
    named(
        "hu",
        "január február március április május június július augusztus szeptember október november"
        " december"
        "|jan febr márc ápr máj jún júl aug szept okt nov dec",
        "hétfő kedd szerda csütörtök péntek szombat vasárnap",
    ),
    named(
        "id",
        "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember"
        "|Jan Feb Mar Apr Mei Jun Jul Agu Sep Okt Nov Des",
        "Senin Selasa Rabu Kamis Jumat Sabtu Minggu",
    ),
    named(
        "nb",
        "januar februar mars april mai juni juli august september oktober november desember"
        "|jan feb mar apr mai jun jul aug sep okt nov des",
        "mandag tirsdag onsdag torsdag fredag lørdag søndag",
    ),
    named(
        "pl",
        "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października"
        " listopada grudnia"
        "|styczeń luty marzec kwiecień maj czerwiec lipiec sierpień wrzesień październik listopad"
        " grudzień"
        "|styczniu lutym marcu kwietniu maju czerwcu lipcu sierpniu wrześniu październiku"
        " listopadzie grudniu"
        "|stycznia lutego marca kwietnia maja czerwca lipca sierpnia wrzesnia pazdziernika"
        " listopada grudnia",
        "poniedziałek wtorek środa czwartek piątek sobota niedziela",
    ),
    named(
        "ro",
        "ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie"
        " decembrie"
        "|ian feb mar apr mai iun iul aug sept oct nov dec",
        "luni marți miercuri joi vineri sâmbătă duminică",
    ),
    named(
        "sk",
        "januára februára marca apríla mája júna júla augusta septembra októbra novembra decembra"
        "|január február marec apríl máj jún júl august september október november december",
        "pondelok utorok streda štvrtok piatok sobota nedeľa",
    ),
    named(
        "sv",
        "januari februari mars april maj juni juli augusti september oktober november december"
        "|jan feb mar apr maj jun jul aug sep okt nov dec",
        "måndag tisdag onsdag torsdag fredag lördag söndag"
        "|måndagen tisdagen onsdagen torsdagen fredagen lördagen söndagen",
    ),
    named(
        "tr",
        "Ocak Şubat Mart Nisan Mayıs Haziran Temmuz Ağustos Eylül Ekim Kasım Aralık"
        "|Oca Şub Mar Nis May Haz Tem Ağu Eyl Eki Kas Ara",
        "Pazartesi Salı Çarşamba Perşembe Cuma Cumartesi Pazar",
    ),
    named(
        "uk",
        "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня"
        "|січень лютий березень квітень травень червень липень серпень вересень жовтень листопад"
        " грудень"
        "|січні лютому березні квітні травні червні липні серпні вересні жовтні листопаді грудні"
        "|січ лют бер квіт трав черв лип серп вер жовт лист груд",
        "понеділок вівторок середа четвер пʼятниця субота неділя",
    ),
)
MORE: dict[str, Names] = {names.language: names for names in _MORE}
"""Languages with a table of their own, which is read for texts in them only."""
MORE["no"] = MORE["nn"] = MORE["nb"]
MORE["ms"] = MORE["id"]
