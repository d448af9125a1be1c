using System.Net.Http.Headers;
using Rag.ModelProviders.Connections;

namespace Rag.ModelProviders.Tests.Connections;

public sealed class RetryAfterHeaderTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Theory]
    [InlineData("Retry-After", "7", 7_000)]
    [InlineData("Retry-After", "0.25", 250)]
    [InlineData("Retry-After", "Fri, 02 Jan 2026 03:05:05 GMT", 60_000)]
    [InlineData("Retry-After", "Fri, 02 Jan 2026 03:00:00 GMT", 0)]
    [InlineData("Retry-After", "99999999", 3_600_000)]
    [InlineData("Retry-After", "99999999999999999999999999", 3_600_000)]
    [InlineData("retry-after-ms", "1500", 1_500)]
    public void Every_form_in_use_is_read(string name, string value, int milliseconds)
    {
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), Read((name, value)));
    }

    [Theory]
    [InlineData("soon")]
    [InlineData("-5")]
    [InlineData("NaN")]
    [InlineData("")]
    public void What_is_in_no_known_form_says_nothing(string value)
    {
        Assert.Null(Read(("Retry-After", value)));
    }

    [Fact]
    public void Milliseconds_win_over_seconds_as_they_are_more_exact()
    {
        Assert.Equal(TimeSpan.FromMilliseconds(20), Read(("Retry-After", "1"), ("retry-after-ms", "20")));
    }

    private static TimeSpan? Read(params (string Name, string Value)[] headers)
    {
        using var response = new HttpResponseMessage();
        HttpResponseHeaders read = response.Headers;
        foreach ((string name, string value) in headers) read.TryAddWithoutValidation(name, value);
        return RetryAfterHeader.Read(read, Now);
    }
}
