using Rag.Pipeline.Parsing;

namespace Rag.Pipeline.Tests.Parsing;

public sealed class LookAlikesTests
{
    [Theory]
    [InlineData("Pay at p\u0430ypal or p\u0430yp\u0430l.", 2, "p\u0430ypal")]
    [InlineData("\u0421ompany", 1, "\u0421ompany")]
    [InlineData("G\u03BFogle", 1, "G\u03BFogle")]
    public void Words_that_mix_scripts_are_counted_and_the_first_is_named(string text, int count, string first) =>
        Assert.Equal(
            $"{count} words mix Latin letters with look-alikes of another script, such as '{first}'; a search for what "
            + "they look like does not find them.",
            LookAlikes.Describe(text));

    [Theory]
    [InlineData("Привет, мир! SMS-сообщение и paypal.")]
    [InlineData("5 μm, 3 kΩ, Δt = 2πr, β-carotene, λmax, αTocopherol")]
    [InlineData("Ελληνικά and English side by side.")]
    [InlineData("")]
    public void Scripts_side_by_side_and_formulas_are_no_look_alikes(string text) =>
        Assert.Null(LookAlikes.Describe(text));
}
