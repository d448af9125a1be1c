using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Rag.Hosting.Tests.Logging;

/// <summary>The formats as the hosts register them, fed with what somebody else wrote.</summary>
public sealed class LogFormatTests
{
    private const string Hostile =
        "a\r\nfail: Forged[0] b\u001b[31mc\u2028d\u2029e\u0085f\u202eg\u200bh\0i\tj\u009b2Jk\U000e0041l\ud800m";

    [Fact]
    public void Text_is_one_line_whatever_stands_in_it()
    {
        string line = Format("text", Hostile, exception: null);

        Assert.Equal(
            "warn: Some.Category[7] Document 'a\\r\\nfail: Forged[0] b\\u{001b}[31mc\\u{2028}d\\u{2029}e\\u{0085}f"
            + "\\u{202e}g\\u{200b}h\\u{0000}i\\tj\\u{009b}2Jk\\u{e0041}l\ufffdm'\n",
            line);
    }

    [Fact]
    public void Other_languages_stay_readable_in_text() =>
        Assert.Equal("warn: Some.Category[7] Document 'Größe 北京 🦀'\n", Format("text", "Größe 北京 🦀", null));

    [Theory]
    [InlineData("text")]
    [InlineData("json")]
    public void An_exceptions_message_forges_no_line_either(string format)
    {
        string line = Format(format, "x", new InvalidOperationException(Hostile));

        Assert.Contains("Forged", line);
        Assert.Equal(line.Length - 1, line.IndexOf('\n'));
        Assert.DoesNotContain(line.TrimEnd('\n'), c => char.IsControl(c) || c is '\u2028' or '\u2029' or '\u202e');
    }

    [Fact]
    public void Json_is_one_valid_line_of_ascii()
    {
        string line = Format("json", Hostile, exception: null);

        Assert.Equal(line.Length - 1, line.IndexOf('\n'));
        Assert.DoesNotContain(line.TrimEnd('\n'), c => c is < ' ' or > '~');
        JsonElement parsed = JsonDocument.Parse(line).RootElement;
        Assert.Equal(
            Hostile.Replace('\ud800', '\ufffd'), parsed.GetProperty("State").GetProperty("Document").GetString());
    }

    private static string Format(string format, string value, Exception? exception)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration["Rag:LogFormat"] = format;
        builder.AddRag();
        using ServiceProvider services = builder.Services.BuildServiceProvider();
        string? name = services.GetRequiredService<Microsoft.Extensions.Options.IOptions<ConsoleLoggerOptions>>()
            .Value.FormatterName;
        ConsoleFormatter formatter =
            services.GetServices<ConsoleFormatter>().Single(one => one.Name == (name ?? "json"));
        using var written = new StringWriter { NewLine = "\n" };
        var state = new List<KeyValuePair<string, object?>>
        {
            new("Document", value), new("{OriginalFormat}", "Document '{Document}'"),
        };
        var entry = new LogEntry<List<KeyValuePair<string, object?>>>(
            LogLevel.Warning, "Some.Category", new EventId(7), state, exception, (_, _) => $"Document '{value}'");

        formatter.Write(entry, null, written);

        return written.ToString();
    }
}
