using System.Globalization;
using System.Text;

namespace Rag.Pipeline.Tests.Parsing.Pdf;

/// <summary>Makes small PDFs by hand.</summary>
internal static class PdfFile
{
    /// <summary>Pages of lines in Helvetica; characters of ASCII without parentheses.</summary>
    public static byte[] Of(params string[][] pages) => Create(pages, "<< /Title (A title) /Author (Ann) >>");

    /// <summary>As <see cref="Of"/>, with this information dictionary.</summary>
    public static byte[] Create(string[][] pages, string information)
    {
        var objects = new List<string> { "<< /Type /Catalog /Pages 2 0 R >>" };
        string kids = string.Join(' ', pages.Select((_, index) => $"{5 + (index * 2)} 0 R"));
        objects.Add($"<< /Type /Pages /Kids [{kids}] /Count {pages.Length} >>");
        objects.Add("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>");
        objects.Add(information);
        for (int index = 0; index < pages.Length; index++)
        {
            string content = "BT /F1 12 Tf 14 TL 50 750 Td "
                + string.Concat(pages[index].Select(line => $"({line}) Tj T* ")) + "ET";
            objects.Add($"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {6 + (index * 2)} 0 R "
                + "/Resources << /Font << /F1 3 0 R >> >> >>");
            objects.Add($"<< /Length {content.Length} >>\nstream\n{content}\nendstream");
        }
        return Write(objects);
    }

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
            $"trailer << /Size {objects.Count + 1} /Root 1 0 R /Info 4 0 R >>\nstartxref\n{table}\n%%EOF\n");
        return Encoding.ASCII.GetBytes(file.ToString());
    }
}
