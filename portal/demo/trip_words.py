"""What the excursions of the demo are called, what there is to see, and what to bring."""

from portal.demo.words import words

LIBRARY = words(
    "Bibliotheek Ulft en het Taalpunt",
    "زيارة المكتبة في Ulft ونقطة اللغة (Taalpunt)",
    "ምብጻሕ ቤት-ንባብ (bibliotheek) ኣብ Ulft",
)
LIBRARY_ABOUT = words(
    "U krijgt een rondleiding. Bij het Taalpunt hoort u hoe u thuis Nederlands kunt oefenen. U kunt meteen lid worden.",
    "ستتعرفون على المكتبة. وفي نقطة اللغة (Taalpunt) تسمعون كيف تتدربون على الهولندية في البيت. "
    "يمكنكم الاشتراك في المكتبة فورًا.",
    "ነቲ ቤት-ንባብ ክትርእይዎ ኢኹም። ኣብ Taalpunt ድማ ኣብ ገዛ ቋንቋ ኔዘርላንድ ብኸመይ ከም እትለማመዱ ክትሰምዑ ኢኹም። ሽዑ ንሽዑ ኣባል ክትኮኑ ትኽእሉ ኢኹም።",
)
IDENTITY = words(
    "Uw verblijfsvergunning, als u lid wilt worden.",
    "تصريح إقامتكم، إذا أردتم الاشتراك.",
    "ኣባል ክትኮኑ እንተ ደሊኹም፡ መንበሪ ፍቓድኩም።",
)
HIDING = words(
    "Nationaal Onderduikmuseum in Aalten",
    "متحف الاختباء (Onderduikmuseum) في Aalten",
    "ቤተ-መዘክር ናይ ካልኣይ ኲናት ዓለም ኣብ Aalten (Onderduikmuseum)",
)
HIDING_ABOUT = words(
    "In de Tweede Wereldoorlog verborgen mensen in Aalten anderen voor de bezetter. "
    "U ziet hoe dat ging, en we praten over vrijheid, toen en nu. Er is een tolk.",
    "في الحرب العالمية الثانية خبّأ أناس في Aalten غيرهم عن عيون المحتل. "
    "ترون كيف كان ذلك، ونتحدث عن الحرية في ذلك الوقت واليوم. سيكون هناك مترجم فوري.",
    # unsure: ወረርቲ (occupiers)
    "ኣብ ካልኣይ ኲናት ዓለም ሰባት ኣብ Aalten ንኻልኦት ሰባት ካብቶም ወረርቲ ሓቢኦምዎም። "
    "ብኸመይ ከም ዝነበረ ትርእዩ፡ ብዛዕባ ናጽነት ናይ ሽዑን ናይ ሎምን ድማ ንዘራረብ። ተርጓማይ ክህሉ እዩ።",
)
GOOD_SHOES = words("Goede schoenen en iets te eten.", "حذاء مريح وشيء للأكل.", "ምቹእ ጫማን ዝብላዕ ነገርን።")
TOWN_HALL = words(
    "Gemeentehuis en raadzaal in Gendringen",
    "دار البلدية (gemeentehuis) في Gendringen وقاعة المجلس",
    # unsure: ኣደራሽ ባይቶ (council chamber)
    "ቤት ጽሕፈት ምምሕዳር ከተማን ኣደራሽ ባይቶን ኣብ Gendringen",
)
TOWN_HALL_ABOUT = words(
    "U ziet waar de burgemeester en de gemeenteraad werken. U mag een raadslid vragen stellen. "
    "Daarna zijn er koffie en thee.",
    "ترون أين يعمل رئيس البلدية والمجلس البلدي. يمكنكم طرح أسئلة على عضو في المجلس. وبعد ذلك شاي وقهوة.",
    "ከንቲባን ባይቶ ምምሕዳር ከተማን ዝሰርሑሉ ቦታ ትርእዩ። ንሓደ ኣባል ባይቶ ሕቶታት ክትሓቱ ትኽእሉ ኢኹም። ድሕሪኡ ቡንን ሻሂን ኣሎ።",
)
NOTHING = words("U hoeft niets mee te nemen.", "لا تحتاجون إلى إحضار أي شيء.", "ገለ ነገር ሒዝኩም ክትመጹ ኣየድልየኩምን እዩ።")
DRU = words("DRU Industriepark in Ulft", "مصنع الحديد القديم DRU في Ulft", "ኣረጊት ፋብሪካ DRU ኣብ Ulft")
DRU_ABOUT = words(
    "In deze oude ijzerfabriek werkten vroeger honderden mensen. Nu zijn er een bibliotheek, een theater "
    "en een museum over ijzer. Iemand die er werkte vertelt.",
    "في مصنع الحديد القديم هذا كان يعمل مئات الناس. الآن فيه مكتبة ومسرح ومتحف عن الحديد. ويحكي لكم شخص كان يعمل فيه.",
    "ኣብዚ ኣረጊት ናይ ሓጺን ፋብሪካ ቅድሚ ሕጂ ብዙሓት ሰባት ይሰርሑ ነይሮም። ሕጂ ቤት-ንባብ፡ ትያትርን ብዛዕባ ሓጺን ቤተ-መዘክርን ኣሎ። "
    "ኣብኡ ዝሰርሕ ዝነበረ ሰብ ክነግረኩም እዩ።",
)
WALK = words(
    "Wandelen met de boswachter in Engbergen",
    "المشي مع حارس الغابة في Engbergen",
    # unsure: ሓላዊ ጫካ (forester)
    "ምስ ሓላዊ ጫካ ብእግሪ ምኻድ ኣብ Engbergen",
)
WALK_ABOUT = words(
    "We lopen rustig ongeveer vijf kilometer. De boswachter vertelt over de dieren en de planten. "
    "Kinderen zijn welkom. Ook als het een beetje regent gaan we.",
    "نمشي بهدوء نحو خمسة كيلومترات. يحكي حارس الغابة عن الحيوانات والنباتات. الأطفال مرحب بهم. "
    "نذهب أيضًا إذا كان المطر خفيفًا.",
    "ቀስ ኢልና ኣስታት 5 ኪሎሜተር ንኸይድ። እቲ ሓላዊ ጫካ ብዛዕባ እንስሳታትን ኣትክልትን ክነግረና እዩ። ቆልዑ ክመጹ ይኽእሉ። ቁሩብ ዝናብ እንተ ኣሎ እውን ንኸይድ።",
)
WALK_BRING = words(
    "Warme kleren, stevige schoenen en water.",
    "ملابس دافئة وحذاء متين وماء.",
    "ምዉቕ ክዳን፡ ድልዱል ጫማን ማይን።",
)
KRINGLOOP = words(
    "Kijken bij Kringloop Aktief in Ulft",
    "زيارة متجر الأغراض المستعملة Kringloop Aktief في Ulft",
    "ምብጻሕ Kringloop Aktief ኣብ Ulft (ድኳን ዝተጠቕሙሉ ኣቕሑ)",
)
KRINGLOOP_ABOUT = words(
    "U ziet hoe mensen spullen repareren en verkopen. U hoort hoe u hier werkervaring kunt krijgen.",
    "ترون كيف يصلح الناس الأغراض ويبيعونها. وتسمعون كيف يمكنكم اكتساب خبرة عمل هنا.",
    "ሰባት ኣቕሑ ብኸመይ ከም ዝጽግኑን ከም ዝሸጡን ትርእዩ። ኣብዚ ናይ ስራሕ ተመክሮ ብኸመይ ከም እትረኽቡ እውን ትሰምዑ።",
)
CLOSED_SHOES = words("Dichte schoenen.", "حذاء مغلق.", "ዕጹው ጫማ።")
FIRE = words(
    "Bezoek aan de brandweer in Terborg", "زيارة مركز الإطفاء في Terborg", "ምብጻሕ መጥፋእቲ ሓዊ (brandweer) ኣብ Terborg"
)
FIRE_ABOUT = words(
    "U ziet de wagens en u leert wat u doet bij brand.",
    "ترون سيارات الإطفاء وتتعلمون ماذا تفعلون عند الحريق.",
    "መካይን ትርእዩ፡ ሓዊ ምስ ዝለዓል እንታይ ከም እትገብሩ ድማ ትመሃሩ።",
)
NEIGHBOURS = words(
    "Wandeling langs de IJssel in Doetinchem",
    "نزهة على ضفة النهر في Doetinchem",
    "ኣብ ጎኒ ሩባ ብእግሪ ምኻድ ኣብ Doetinchem",
)
NEIGHBOURS_ABOUT = words(
    "We lopen samen door de stad en drinken koffie in de bibliotheek.",
    "نمشي معًا في المدينة ونشرب القهوة في المكتبة.",
    "ብሓባር ኣብታ ከተማ ንኸይድ፡ ኣብ ቤት-ንባብ ድማ ቡን ንሰቲ።",
)
