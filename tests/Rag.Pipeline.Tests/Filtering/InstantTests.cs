using Rag.Pipeline.Filtering;

namespace Rag.Pipeline.Tests.Filtering;

public sealed class InstantTests
{
    [Theory]
    [InlineData("1970-01-01", 0)]
    [InlineData("1970-01-01T00:00:00Z", 0)]
    [InlineData("1970-01-01t01:00:00+01:00", 0)]
    [InlineData("1970-01-01T00:00:00.0000019Z", 1)]
    [InlineData("1969-12-31T23:59:59.999999Z", -1)]
    [InlineData("2024-02-29", 1709164800000000)]
    public void Dates_and_times_of_rfc_3339_are_instants(string text, long expected)
    {
        Assert.True(Instant.TryParse(text, out Instant instant));

        Assert.Equal(expected, instant.Microseconds);
    }

    [Theory]
    [InlineData("2023-02-29")]
    [InlineData("2023-1-1")]
    [InlineData("2023-01-01T00:00:00")]
    [InlineData("2023-01-01T24:00:00Z")]
    [InlineData("0000-01-01")]
    [InlineData("20230101")]
    [InlineData("2023-01-01Z")]
    [InlineData("٢٠٢٣-01-01")]
    public void Other_texts_are_not(string text) => Assert.False(Instant.TryParse(text, out _));
}
