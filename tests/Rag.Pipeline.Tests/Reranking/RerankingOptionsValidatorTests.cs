using Microsoft.Extensions.Options;
using Rag.Pipeline.Reranking;

namespace Rag.Pipeline.Tests.Reranking;

public sealed class RerankingOptionsValidatorTests
{
    [Fact]
    public void The_default_is_one_of_those_there_are()
    {
        var validator = new RerankingOptionsValidator([new LexicalReranker()]);

        Assert.True(validator.Validate(null, new RerankingOptions()).Succeeded);
        ValidateOptionsResult refused = validator.Validate(null, new RerankingOptions { Default = "cohere" });
        Assert.Equal(
            "Reranking:Default is 'cohere', and there is no such reranker: there are lexical; configure it below "
            + "Models:Rerankers, or choose one of these.",
            refused.FailureMessage);
    }

    [Fact]
    public void Two_of_one_name_are_refused()
    {
        var validator = new RerankingOptionsValidator([new LexicalReranker(), new LexicalReranker()]);

        Assert.Equal(
            "Two rerankers have the name 'lexical'; give the one in Models:Rerankers another.",
            validator.Validate(null, new RerankingOptions()).FailureMessage);
    }
}
