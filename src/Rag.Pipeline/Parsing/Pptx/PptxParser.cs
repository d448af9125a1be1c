using System.Diagnostics.CodeAnalysis;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Presentation;
using Rag.Pipeline.Parsing.Containers;

namespace Rag.Pipeline.Parsing.Pptx;

/// <summary>
/// PowerPoint presentations, slide by slide in the order of the show. Runs in the child process. A slide is a page; a
/// hidden one keeps its number but not its text, as whoever watches the show never sees it.
/// </summary>
internal sealed class PptxParser(ParsingOptions options) : IDocumentParser
{
    // What PowerPoint and libraries write where nobody gave the file a title.
    private static readonly string[] NoTitles =
    [
        "PowerPoint Presentation", "PowerPoint-Präsentation", "Présentation PowerPoint", "Presentación de PowerPoint",
        "Presentazione standard di PowerPoint", "Apresentação do PowerPoint", "Презентация PowerPoint",
        "PowerPoint プレゼンテーション", "PowerPoint 演示文稿", "PowerPoint 簡報", "Presentation", "Slide 1",
    ];

    public IReadOnlyCollection<string> ContentTypes { get; } = [Parsing.ContentTypes.Pptx];

    public Task<ParsedDocument> ParseAsync(ParseSource source, CancellationToken cancellationToken)
    {
        var document = new ParsedDocumentBuilder(options.MaxTextLength);
        OfficeFile.Read(source, options, file =>
        {
            using var presentation = PresentationDocument.Open(file, isEditable: false);
            Read(presentation, document, cancellationToken);
        });
        return Task.FromResult(document.Build("No slide that is shown holds text."));
    }

    private void Read(
        PresentationDocument presentation, ParsedDocumentBuilder document, CancellationToken cancellationToken)
    {
        PresentationPart main = presentation.PresentationPart
            ?? throw new ParseException("corrupt", "The file is an Office container without a presentation in it.");
        SlideId[] slides = [.. main.Presentation?.SlideIdList?.Elements<SlideId>() ?? []];
        if (slides.Length > options.MaxPageCount)
            throw new ParseException("too_large",
                $"The presentation has {slides.Length} slides, the limit is {options.MaxPageCount}. Split it.");
        string? title = presentation.PackageProperties.Title;
        document.Title = NoTitles.Contains(title, StringComparer.OrdinalIgnoreCase) ? null : title;
        document.Author = presentation.PackageProperties.Creator;
        var hidden = new List<int>();
        for (int index = 0; index < slides.Length; index++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            document.StartPage();
            if (!TryFind(main, slides[index], out SlidePart? slide))
                document.Warn($"Slide {index + 1} is missing in the file.");
            else if (slide.Slide?.Show?.Value == false)
                hidden.Add(index + 1);
            else
                new SlideWriter(document, slide).Write(index + 1);
        }
        if (hidden.Count > 0)
            document.Warn($"Hidden slides were left out: {string.Join(", ", hidden)}.");
    }

    private static bool TryFind(
        PresentationPart main, SlideId id, [NotNullWhen(true)] out SlidePart? slide)
    {
        slide = id.RelationshipId?.Value is { } relationship && main.TryGetPartById(relationship, out OpenXmlPart? part)
            ? part as SlidePart
            : null;
        return slide is not null;
    }
}
