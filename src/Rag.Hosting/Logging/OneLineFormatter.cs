using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Rag.Hosting.Logging;

/// <summary>
/// The log for people: one line an event, whatever stands in it. Ids, paths and messages of other servers are
/// somebody else's text; what would break the line, move a terminal's cursor or turn the direction of reading is
/// written as <c>\n</c>, <c>\r</c>, <c>\t</c> or <c>\u{2028}</c>.
/// </summary>
internal sealed class OneLineFormatter() : ConsoleFormatter(FormatterName)
{
    /// <summary>The name that the console knows it by.</summary>
    public const string FormatterName = "one-line";

    /// <inheritdoc/>
    public override void Write<TState>(
        in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var line = new StringBuilder();
        line.Append(NameOf(logEntry.LogLevel)).Append(": ");
        AppendSafe(line, logEntry.Category);
        line.Append(CultureInfo.InvariantCulture, $"[{logEntry.EventId.Id}] ");
        AppendSafe(line, logEntry.Formatter(logEntry.State, logEntry.Exception));
        if (logEntry.Exception is { } exception) AppendSafe(line.Append(' '), exception.ToString());
        // One call, so that lines of several threads do not mix.
        textWriter.Write(line.Append('\n').ToString());
    }

    private static void AppendSafe(StringBuilder line, string text)
    {
        // Half of a surrogate pair, which no console's encoding has a place for, is read as U+FFFD.
        foreach (Rune rune in text.EnumerateRunes())
        {
            switch (rune.Value)
            {
                case '\n': line.Append("\\n"); break;
                case '\r': line.Append("\\r"); break;
                case '\t': line.Append("\\t"); break;
                case var code when IsHazard(rune):
                    line.Append(CultureInfo.InvariantCulture, $"\\u{{{code:x4}}}");
                    break;
                default: line.Append(rune.ToString()); break;
            }
        }
    }

    private static bool IsHazard(Rune rune) => Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.Control or UnicodeCategory.Format
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    private static string NameOf(LogLevel level) => level switch
    {
        LogLevel.Trace => "trce",
        LogLevel.Debug => "dbug",
        LogLevel.Information => "info",
        LogLevel.Warning => "warn",
        LogLevel.Error => "fail",
        _ => "crit",
    };
}
