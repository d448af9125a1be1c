using System.Globalization;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;

namespace Rag.Pipeline.Parsing.Docx;

/// <summary>The labels of list items, counted along while the document is read.</summary>
internal sealed class DocxNumbering
{
    private const int MaxLevel = 8;

    // numId -> format of each level.
    private readonly Dictionary<int, NumberFormatValues[]> _formats = [];
    private readonly Dictionary<int, int[]> _counters = [];

    public DocxNumbering(MainDocumentPart main)
    {
        Numbering? numbering = main.NumberingDefinitionsPart?.Numbering;
        if (numbering is null)
            return;
        var definitions = new Dictionary<int, NumberFormatValues[]>();
        foreach (AbstractNum definition in numbering.Elements<AbstractNum>())
            if (definition.AbstractNumberId?.Value is { } id)
                definitions[id] = FormatsOf(definition);
        foreach (NumberingInstance instance in numbering.Elements<NumberingInstance>())
            if (instance.NumberID?.Value is { } id && instance.AbstractNumId?.Val?.Value is { } definitionId
                && definitions.TryGetValue(definitionId, out NumberFormatValues[]? formats))
                _formats[id] = formats;
    }

    /// <summary>
    /// What stands before the item's text, with two spaces of indent per level, for instance <c>"  - "</c>; empty if
    /// the
    /// paragraph is in no list.
    /// </summary>
    public string NextLabel(NumberingProperties? properties)
    {
        if (properties?.NumberingId?.Val?.Value is not { } id || !_formats.TryGetValue(id, out var formats))
            return "";
        int level = Math.Clamp(properties.NumberingLevelReference?.Val?.Value ?? 0, 0, MaxLevel);
        if (!_counters.TryGetValue(id, out int[]? counters))
            _counters[id] = counters = new int[MaxLevel + 1];
        counters[level]++;
        counters.AsSpan(level + 1).Clear();
        string label = Label(formats[level], counters[level]);
        return label.Length == 0 ? "" : new string(' ', level * 2) + label + " ";
    }

    private static string Label(NumberFormatValues format, int count) => format switch
    {
        NumberFormatValues.None => "",
        NumberFormatValues.LowerLetter when count <= 26 => $"{(char)('a' + count - 1)}.",
        NumberFormatValues.UpperLetter when count <= 26 => $"{(char)('A' + count - 1)}.",
        NumberFormatValues.Bullet => "-",
        _ => string.Create(CultureInfo.InvariantCulture, $"{count}."),
    };

    private static NumberFormatValues[] FormatsOf(AbstractNum definition)
    {
        var formats = new NumberFormatValues[MaxLevel + 1];
        Array.Fill(formats, NumberFormatValues.Bullet);
        foreach (Level level in definition.Elements<Level>())
            if (level.LevelIndex?.Value is >= 0 and <= MaxLevel and var index
                && level.NumberingFormat?.Val?.Value is { } format)
                formats[index] = format;
        return formats;
    }
}
