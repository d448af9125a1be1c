namespace Rag.Pipeline.Parsing.Charsets;

/// <summary>The non-ASCII letters of a language or of close relatives, lower case, the most frequent first.</summary>
/// <param name="Letters">Lower case.</param>
/// <param name="IsLatin">Whether the letters stand among ASCII letters.</param>
internal sealed record Alphabet(string Letters, bool IsLatin)
{
    /// <summary>French.</summary>
    public static Alphabet French { get; } = new("éèàêçôîùûâëïœÿæü", true);

    /// <summary>German.</summary>
    public static Alphabet German { get; } = new("üäöß", true);

    /// <summary>Spanish, Catalan.</summary>
    public static Alphabet Spanish { get; } = new("óíáéñúü¿¡çàèò", true);

    /// <summary>Portuguese.</summary>
    public static Alphabet Portuguese { get; } = new("ãçáéíõóêúâôàªº", true);

    /// <summary>Italian.</summary>
    public static Alphabet Italian { get; } = new("àèùòéì", true);

    /// <summary>Danish, Norwegian, Swedish, Finnish.</summary>
    public static Alphabet Nordic { get; } = new("åøæäöéü", true);

    /// <summary>Icelandic.</summary>
    public static Alphabet Icelandic { get; } = new("ðáíþéöóæúý", true);

    /// <summary>Czech, Slovak.</summary>
    public static Alphabet Czech { get; } = new("íáěéřýžčšůúťňďóľôäĺŕ", true);

    /// <summary>Polish.</summary>
    public static Alphabet Polish { get; } = new("łęąóżśćńź", true);

    /// <summary>Hungarian.</summary>
    public static Alphabet Hungarian { get; } = new("áéöőóíüúű", true);

    /// <summary>Slovene, Croatian, Bosnian.</summary>
    public static Alphabet SouthSlavic { get; } = new("čšžćđ", true);

    /// <summary>Romanian.</summary>
    public static Alphabet Romanian { get; } = new("ăîâşţșț", true);

    /// <summary>Estonian.</summary>
    public static Alphabet Estonian { get; } = new("äõüöšž", true);

    /// <summary>Latvian.</summary>
    public static Alphabet Latvian { get; } = new("āīēšūņļžķčģ", true);

    /// <summary>Lithuanian.</summary>
    public static Alphabet Lithuanian { get; } = new("ėšžąųįūčę", true);

    /// <summary>Turkish.</summary>
    public static Alphabet Turkish { get; } = new("ıüşğçöİâî", true);

    /// <summary>Esperanto.</summary>
    public static Alphabet Esperanto { get; } = new("ĉĝŭŝĵĥ", true);

    /// <summary>Maltese.</summary>
    public static Alphabet Maltese { get; } = new("ħżġċàòù", true);

    /// <summary>Vietnamese, with the combining marks that windows-1258 writes.</summary>
    public static Alphabet Vietnamese { get; } = new("\u0301\u0300đ\u0323ưôâê\u0309ơ\u0303ăáàéèíóúùâ", true);

    /// <summary>Russian, Bulgarian, Ukrainian.</summary>
    public static Alphabet Russian { get; } = new("оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъёіїєґ", false);

    /// <summary>Greek.</summary>
    public static Alphabet Greek { get; } =
        new("ατοιεσνηρπκμλςυίόγδάχθέωήφύώβξζψϊϋΐ", false);

    /// <summary>Hebrew.</summary>
    public static Alphabet Hebrew { get; } =
        new("יוהלאתמרבשנעםחדקכפצטגסזןךףץ\u05B4\u05B7\u05B8\u05B5\u05B6\u05B0\u05BC\u05B9", false);

    /// <summary>Arabic, Persian.</summary>
    public static Alphabet Arabic { get; } =
        new("اليمنترودبعهسفةكقحجأشصىخطذزضغثظئءإآؤپچگیک،؟\u064B\u064E", false);

    /// <summary>Thai.</summary>
    public static Alphabet Thai { get; } =
        new("านรอกเง่ม้ยลวดท\u0E34\u0E31สตะป\u0E35บคหแจพชข\u0E33ใ\u0E37\u0E38\u0E39โไผถ\u0E4Cซ\u0E36ภ็ธศณษฐญฟๆ", false);
}
