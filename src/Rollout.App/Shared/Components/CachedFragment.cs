using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Caching.Memory;

namespace Rollout.App.Shared.Components;

/// <summary>
/// Draws what is inside once for everyone who sees the same, and hands out the markup for two seconds. Whatever a visitor does with it is
/// decided anew, so that it may be a moment old: also where another process made the change.
/// </summary>
public sealed class CachedFragment(IMemoryCache memory, IServiceProvider services, ILoggerFactory logs) : ComponentBase
{
    private static readonly TimeSpan CacheDuration = TimeSpan.FromSeconds(2);

    private string? _markup;

    /// <summary>What it shows, language included: one of few. Null to draw it for this visitor alone.</summary>
    [Parameter, EditorRequired] public object? CacheKey { get; set; }

    /// <summary>Another number when what it shows has changed here.</summary>
    [Parameter] public long Version { get; set; }

    /// <summary>Takes nothing from around it: no cascading value, no form.</summary>
    [Parameter, EditorRequired] public RenderFragment ChildContent { get; set; } = default!;

    protected override async Task OnParametersSetAsync()
    {
        if (CacheKey is not null && memory.TryGetValue((typeof(CachedFragment), CacheKey), out (long Version, string Markup) known) && known.Version == Version)
        {
            _markup = known.Markup;
        }
        else if (CacheKey is not null)
        {
            await using var html = new HtmlRenderer(services, logs);
            var parameters = ParameterView.FromDictionary(new Dictionary<string, object?> { [nameof(Fragment.ChildContent)] = ChildContent });
            _markup = await html.Dispatcher.InvokeAsync(async () => (await html.RenderComponentAsync<Fragment>(parameters)).ToHtmlString());
            memory.Set((typeof(CachedFragment), CacheKey), (Version, _markup), CacheDuration);
        }
    }

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        if (CacheKey is null)
        {
            builder.AddContent(0, ChildContent);
        }
        else
        {
            builder.AddMarkupContent(1, _markup);
        }
    }

    private sealed class Fragment : ComponentBase
    {
        [Parameter] public RenderFragment? ChildContent { get; set; }

        protected override void BuildRenderTree(RenderTreeBuilder builder) => builder.AddContent(0, ChildContent);
    }
}
