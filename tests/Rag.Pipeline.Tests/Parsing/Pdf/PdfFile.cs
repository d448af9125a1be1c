using System.Globalization;
using System.Text;

namespace Rag.Pipeline.Tests.Parsing.Pdf;

/// <summary>Makes small PDFs by hand.</summary>
internal static class PdfFile
{
    private const int FirstPageObject = 7;
    private const string NamedInformation = "<< /Title (A title) /Author (Ann) >>";

    /// <summary>Pages of lines in Helvetica; characters of ASCII without parentheses.</summary>
    public static byte[] Of(params string[][] pages) => Create(pages, NamedInformation);

    /// <summary>As <see cref="Of"/>, with this information dictionary.</summary>
    public static byte[] Create(string[][] pages, string information) => Write(
        [.. pages.Select(page => "BT /F1 12 Tf 14 TL 50 750 Td "
            + string.Concat(page.Select(line => $"({line}) Tj T* ")) + "ET")],
        information, []);

    /// <summary>Pages of text at given places.</summary>
    public static byte[] Printed(params PdfText[][] pages) => Outlined([], pages);

    /// <summary>As <see cref="Printed"/>, with an outline of titles and pages, of which the first is 1.</summary>
    public static byte[] Outlined((string Title, int Page)[] outline, params PdfText[][] pages) =>
        Write([.. pages.Select(Print)], "<< >>", outline);

    private static string Print(PdfText[] page) => string.Concat(page.Select(text => string.Create(
        CultureInfo.InvariantCulture, $"BT /F{text.Font} {text.Size} Tf {text.X} {text.Y} Td ({text.Text}) Tj ET\n")));

    private static byte[] Write(string[] contents, string information, (string Title, int Page)[] outline)
    {
        int outlineObject = FirstPageObject + (contents.Length * 2);
        string kids = string.Join(' ', contents.Select((_, index) => $"{PageObject(index)} 0 R"));
        var objects = new List<string>
        {
            "<< /Type /Catalog /Pages 2 0 R" + (outline.Length > 0 ? $" /Outlines {outlineObject} 0 R >>" : " >>"),
            $"<< /Type /Pages /Kids [{kids}] /Count {contents.Length} >>",
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold >>",
            "<< /Type /Font /Subtype /Type1 /BaseFont /Courier >>",
            information,
        };
        for (int index = 0; index < contents.Length; index++)
        {
            objects.Add($"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {PageObject(index) + 1} 0 R "
                + "/Resources << /Font << /F1 3 0 R /F2 4 0 R /F3 5 0 R >> >> >>");
            objects.Add($"<< /Length {contents[index].Length} >>\nstream\n{contents[index]}\nendstream");
        }
        if (outline.Length > 0)
            objects.Add($"<< /First {outlineObject + 1} 0 R /Last {outlineObject + outline.Length} 0 R >>");
        for (int index = 0; index < outline.Length; index++)
        {
            string next = index + 1 < outline.Length ? $"/Next {outlineObject + index + 2} 0 R " : "";
            objects.Add($"<< /Title ({outline[index].Title}) /Parent {outlineObject} 0 R {next}"
                + $"/Dest [{PageObject(outline[index].Page - 1)} 0 R /Fit] >>");
        }
        return Write(objects);
    }

    private static int PageObject(int index) => FirstPageObject + (index * 2);

    private static byte[] Write(List<string> objects)
    {
        var file = new StringBuilder("%PDF-1.4\n");
        var offsets = new List<int>();
        for (int index = 0; index < objects.Count; index++)
        {
            offsets.Add(file.Length);
            file.Append(CultureInfo.InvariantCulture, $"{index + 1} 0 obj\n{objects[index]}\nendobj\n");
        }
        int table = file.Length;
        file.Append(CultureInfo.InvariantCulture, $"xref\n0 {objects.Count + 1}\n0000000000 65535 f \n");
        foreach (int offset in offsets)
            file.Append(CultureInfo.InvariantCulture, $"{offset:D10} 00000 n \n");
        file.Append(CultureInfo.InvariantCulture,
            $"trailer << /Size {objects.Count + 1} /Root 1 0 R /Info 6 0 R >>\nstartxref\n{table}\n%%EOF\n");
        return Encoding.ASCII.GetBytes(file.ToString());
    }
}
