using System.Globalization;
using System.Xml.Linq;

namespace Rag.Pipeline.Parsing.Odt;

/// <summary>What styles say about text: which paragraphs are the title, which lists are numbered.</summary>
internal sealed class OdtStyles
{
    private readonly Dictionary<string, string> _parents = new(StringComparer.Ordinal);
    private readonly HashSet<(string List, int Level)> _numbered = [];

    /// <summary>Reads the styles of these files; those of the first win.</summary>
    public OdtStyles(IEnumerable<XDocument?> files)
    {
        foreach (XElement style in files.OfType<XDocument>().SelectMany(file => file.Descendants()))
        {
            string? name = style.Attribute(OdtNames.Style + "name")?.Value;
            if (name is null)
                continue;
            if (style.Attribute(OdtNames.Style + "parent-style-name") is { } parent)
                _parents.TryAdd(name, parent.Value);
            if (style.Name != OdtNames.Text + "list-style")
                continue;
            foreach (XElement level in style.Elements(OdtNames.Text + "list-level-style-number"))
                if (!string.IsNullOrEmpty(level.Attribute(OdtNames.Style + "num-format")?.Value)
                    && int.TryParse(level.Attribute(OdtNames.Text + "level")?.Value, NumberStyles.None,
                        CultureInfo.InvariantCulture, out int number))
                    _numbered.Add((name, number));
        }
    }

    /// <summary>Whether a paragraph of this style is the document's title.</summary>
    public bool IsTitle(string? style) =>
        style is not null && (style == "Title" || _parents.GetValueOrDefault(style) == "Title");

    /// <summary>Whether the items of a list have numbers; levels count from 1.</summary>
    public bool IsNumbered(string? list, int level) => list is not null && _numbered.Contains((list, level));
}
