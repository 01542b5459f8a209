package com.example.webroot;

import io.weir.api.PluginContext;
import io.weir.api.WeirPlugin;
import io.weir.api.certificate.ChallengeResponder;
import io.weir.api.certificate.ChallengeResponderFactory;
import java.util.List;

/** The door through which weir finds the responder. */
public final class WebrootPlugin implements WeirPlugin {

  @Override
  public List<ChallengeResponderFactory<?>> challengeResponders() {
    return List.of(new Factory());
  }

  private static final class Factory implements ChallengeResponderFactory<WebrootConfig> {
    @Override
    public String kind() {
      return "webroot";
    }

    @Override
    public Class<WebrootConfig> configType() {
      return WebrootConfig.class;
    }

    @Override
    public ChallengeResponder create(WebrootConfig config, PluginContext context) {
      return new WebrootResponder(config.webrootPath());
    }
  }
}
